"""A worker in a process of its own that knows the sample jobs."""

import argparse

from attune.cli.environment import configure

configure(argparse.Namespace())

import tests.background.sample_jobs  # noqa: E402, F401
from attune.foundation.background.worker import WorkerOptions, work  # noqa: E402

work(WorkerOptions(concurrency=2, grace_seconds=10))
