"""Timed work of voice: what ends, what is told once, and the reminder of the year."""

from portal.voice.jobs.removals import remove_old
from portal.voice.jobs.telling import ReminderPlace, remind_editors, tell_news

__all__ = ["ReminderPlace", "remind_editors", "remove_old", "tell_news"]
