"""Basic information (15类基础信息): of each class that it is on file and where, never what it says."""
