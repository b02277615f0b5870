"""The kinds of file there are. Their JSON Schema for editors is made from here."""

from snaglist.schema.fields import Form
from snaglist.sources.catalogue_forms import CatalogueForm, SchemeForm, StudyForm, VocabularyForm
from snaglist.sources.coding_forms import CodebookForm, CodersForm, CodingsForm
from snaglist.sources.edge_forms import EdgesForm
from snaglist.sources.entry_forms import IssueForm, StrategyForm
from snaglist.sources.guide import ProfileForm, RulesForm
from snaglist.sources.interview_forms import InterviewForm, QuotesForm
from snaglist.sources.publication_forms import PublicationForm
from snaglist.sources.reviewed_words import ReviewedWordsForm
from snaglist.sources.withdrawn import WithdrawnForm

FORMS: dict[str, type[Form]] = {
    "issue": IssueForm,
    "strategy": StrategyForm,
    "interview": InterviewForm,
    "quotes": QuotesForm,
    "reviewed-words": ReviewedWordsForm,
    "codings": CodingsForm,
    "coders": CodersForm,
    "codebook": CodebookForm,
    "publication": PublicationForm,
    "scheme": SchemeForm,
    "study": StudyForm,
    "vocabulary": VocabularyForm,
    "catalogue": CatalogueForm,
    "profile": ProfileForm,
    "rules": RulesForm,
    "edges": EdgesForm,
    "withdrawn": WithdrawnForm,
}
"""The kinds of file, by the names that people call them."""
