"""Faults on purpose: processes are killed under load, and all that was acknowledged must be there, once.

`kill -9` does not test fsync: what PostgreSQL has handed to the kernel outlives its processes. The service
refuses a server with fsync, full_page_writes or synchronous_commit switched off; a power failure is not
simulated here. The control shows what these tests can see: with synchronous_commit off they must find
acknowledged commands lost.
"""
