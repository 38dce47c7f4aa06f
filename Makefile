# Each target is one line, so that a machine without make runs the script: python scripts/playbook.py serve

.PHONY: serve build packages check test bench clean

serve:
	@sh scripts/playbook serve

build:
	@sh scripts/playbook build

# SITE= is the address of the published site, which thin and cmi5 packages need: make packages SITE=https://playbook.example
packages:
	@sh scripts/playbook packages --url "$(SITE)"

check:
	@sh scripts/playbook check

test:
	@sh scripts/playbook test

bench:
	@sh scripts/playbook bench

clean:
	@sh scripts/playbook clean
