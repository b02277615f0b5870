"""The kinds of file there are. Their JSON Schema for editors is made from here."""

from snaglist.schema.fields import Form
from snaglist.sources.forms import (
    CatalogueForm,
    InterviewForm,
    IssueForm,
    QuotesForm,
    SchemeForm,
    StrategyForm,
    StudyForm,
    VocabularyForm,
)
from snaglist.sources.guide import ProfileForm, RulesForm

FORMS: dict[str, type[Form]] = {
    "issue": IssueForm,
    "strategy": StrategyForm,
    "interview": InterviewForm,
    "quotes": QuotesForm,
    "scheme": SchemeForm,
    "study": StudyForm,
    "vocabulary": VocabularyForm,
    "catalogue": CatalogueForm,
    "profile": ProfileForm,
    "rules": RulesForm,
}
"""The kinds of file, by the names that people call them."""
