# I02: its only participant is an interviewer.
BASE <https://w3id.org/snaglist/id/>
PREFIX snag: <https://w3id.org/snaglist/ontology#>

DELETE { <I02-interviewee> a snag:Participant }
INSERT { <I02-interviewee> a snag:Interviewer }
WHERE { <I02-interviewee> a snag:Participant }
