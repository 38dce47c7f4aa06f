# Each target is one line, so that a machine without make runs the script: python scripts/playbook.py serve

.PHONY: serve build test bench clean

serve:
	@sh scripts/playbook serve

build:
	@sh scripts/playbook build

test:
	@sh scripts/playbook test

bench:
	@sh scripts/playbook bench

clean:
	@sh scripts/playbook clean
