"""The tables of surveys; nobody outside this folder imports them."""

from portal.surveys.models.equality import SurveyEqualityChoice, SurveyEqualityResponse
from portal.surveys.models.imports import SurveyImport
from portal.surveys.models.releases import SurveyRelease
from portal.surveys.models.responses import KEY_LENGTH, SurveyChoice, SurveyResponse, SurveyText
from portal.surveys.models.rounds import SurveyInvitation, SurveyRound
from portal.surveys.models.themes import AddedTheme, CodedAnswer, ThemeMerge, ThemeTag

__all__ = [
    "KEY_LENGTH",
    "AddedTheme",
    "CodedAnswer",
    "SurveyChoice",
    "SurveyEqualityChoice",
    "SurveyEqualityResponse",
    "SurveyImport",
    "SurveyInvitation",
    "SurveyRelease",
    "SurveyResponse",
    "SurveyRound",
    "SurveyText",
    "ThemeMerge",
    "ThemeTag",
]
