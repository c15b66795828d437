"""The last failure of each queued job: a global table of ids and names."""

from django.db import models


class Failure(models.Model):
    """Why a job failed last. The queue's own tables do not say."""

    job_id = models.BigIntegerField(primary_key=True, help_text="The queue's number of the job.")
    job = models.CharField(max_length=128)
    error = models.CharField(max_length=200, help_text="The error's name and place, never its text.")
    failed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.job} {self.job_id}"
