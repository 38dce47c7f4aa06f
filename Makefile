# Each target is one line, so that a machine without make runs the script: python scripts/playbook.py serve

.PHONY: serve build check test bench clean

serve:
	@sh scripts/playbook serve

build:
	@sh scripts/playbook build

check:
	@sh scripts/playbook check

test:
	@sh scripts/playbook test

bench:
	@sh scripts/playbook bench

clean:
	@sh scripts/playbook clean
