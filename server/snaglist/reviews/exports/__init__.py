"""What a review leaves to do, in the forms that a team's other tools take in. Nothing is sent."""
