# Every target is a task of tasks.py, which runs the same on Windows: python tasks.py NAME.
PYTHON ?= python3

.PHONY: run test check bench lock
run test check bench lock:
	@$(PYTHON) tasks.py $@ $(ARGS)
