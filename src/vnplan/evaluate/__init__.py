"""How good the extraction is: predictions scored against documents annotated by hand.

    evaluate        a folder of gold files and predictions -> `Evaluation`
    error_classes, confusions       what its outcomes add up to
    compare_runs    two evaluations on one gold -> `Comparison`: what was gained and lost
    to_text, to_json_object, to_markdown    the three forms of a result; `vnplan.evaluate.tables` adds tables to them

A thing is *found* when prediction and gold agree on its place (and, for some kinds, on its value); it is *strictly*
right when all its judged attributes agree too. Counts are summed over all documents before precision, recall and F1
are taken (micro average). `vnplan.evaluate.kinds` says for each kind what agreeing means.
"""

from vnplan.evaluate.analysis import Change, Comparison, ErrorClass, compare_runs, confusions, error_classes
from vnplan.evaluate.load import EvaluationError
from vnplan.evaluate.render import to_json_object, to_markdown, to_text
from vnplan.evaluate.result import Counts, DocumentResult, Evaluation, Mistake, Share, Verdict
from vnplan.evaluate.score import evaluate

__all__ = [
    "Change",
    "Comparison",
    "Counts",
    "DocumentResult",
    "ErrorClass",
    "Evaluation",
    "EvaluationError",
    "Mistake",
    "Share",
    "Verdict",
    "compare_runs",
    "confusions",
    "error_classes",
    "evaluate",
    "to_json_object",
    "to_markdown",
    "to_text",
]
