# idea: The notebook asks for a kernel of another name, language and command.
# aims at: host|points|others
# %% metadata [{"merge": {"metadata": {"kernelspec": {"name": "../../../../bin/sh", "display_name": "x", "language": "bash", "argv": ["touch", "pwned-kernel"]}, "language_info": {"name": "bash", "version": "1"}}}}]
