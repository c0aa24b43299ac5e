# idea: Limits are lifted for the own process and set for the parent: no file may be written, none opened.
# aims at: others|host
# %% before t01
import os
import resource

for name in ("RLIMIT_CPU", "RLIMIT_AS", "RLIMIT_NPROC", "RLIMIT_FSIZE", "RLIMIT_NOFILE"):
    try:
        hard = resource.getrlimit(getattr(resource, name))[1]
        resource.setrlimit(getattr(resource, name), (hard, hard))
        resource.setrlimit(
            getattr(resource, name), (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
        )
    except (OSError, ValueError) as error:
        print(name, error)
parent = os.getppid()
if parent > 1 and hasattr(resource, "prlimit"):
    for name, value in (("RLIMIT_FSIZE", 0), ("RLIMIT_NOFILE", 8)):
        try:
            resource.prlimit(parent, getattr(resource, name), (value, value))
        except (OSError, ValueError) as error:
            print(name, error)
