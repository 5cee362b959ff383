# Nube: `make run` starts it with the shop on it, `make test` proves it; `make help` lists the rest.

BUILD    ?= build
CC       ?= cc
SANITIZE ?=
OPTIMISE ?= -O2
# Functions and lines for the debugger; variables would cost a tenth of the compiling.
DEBUG    ?= $(if $(filter -O2,$(OPTIMISE)),-g1,-g)
PORT     ?= 4566
DATA     ?= .nube

# A make of its own on all cores, and for one that waits for a disk or the network, unless one asked for another number.
many = $(MAKE) --silent --no-print-directory $(if $(findstring jobserver,$(MAKEFLAGS)),,-j$(shell expr $$(nproc) + 1))

CPPFLAGS += -D_GNU_SOURCE -I. -MMD -MP
CFLAGS   += -std=c11 $(OPTIMISE) $(DEBUG) -Wall -Wextra -Wno-missing-field-initializers -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
            -fstack-protector-strong -fPIC -fno-semantic-interposition -ffunction-sections -fdata-sections -pthread
LDFLAGS  += -pie -pthread -Wl,-z,relro,-z,now -Wl,--gc-sections -Wl,--as-needed
ifeq ($(SANITIZE),)
CPPFLAGS += $(if $(filter -O0,$(OPTIMISE)),,-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)
else
CFLAGS   += -fsanitize=$(SANITIZE) -fno-omit-frame-pointer -fno-sanitize-recover=all
LDFLAGS  += -fsanitize=$(SANITIZE)
endif

emulator_libs = -lcivetweb -lsqlite3 -lmbedtls -lmbedx509 -lmbedcrypto -lssl -lcrypto -lz -lpcre2-8 -l:libxxhash.a -lm # libmbedtls, libssl and libcrypto are linked to tests alone; libssl, libcrypto, libcurl, libzip, libexpat and libzstd are loaded when first needed
app_libs      = -lcjson -l:libmbedcrypto.a -lm
function_libs = libcurl.so.4 # loaded on first use: see app/sdk/aws_http.h

# What is made depends on these notes, each written when its text is another: objects are made anew when the compiler or
# its flags change, programs when those of linking do, a library also when an object went.
$(shell mkdir -p $(BUILD))
note = $(if $(subst x$(strip $(file <$(BUILD)/$1)),,x$(strip $2)),$(file >$(BUILD)/$1,$(strip $2)))
$(call note,flags,$(CC) $(CPPFLAGS) $(CFLAGS))
$(call note,link_flags,$(CC) $(CFLAGS) $(LDFLAGS) $(emulator_libs) $(app_libs))

# --- the emulator: one library of everything but the programs' mains, and the programs ------------------------------
emulator_mains   := emulator/main.c emulator/tools/lambda_stage.c emulator/tools/jsonata_command.c emulator/tools/template_command.c
emulator_sources := $(filter-out $(emulator_mains),$(shell find emulator -name '*.c' | LC_ALL=C sort))
emulator_objects := $(emulator_sources:%.c=$(BUILD)/o/%.o)
$(call note,emulator_objects,$(emulator_objects))

# --- the order application: a library, its functions, its simulators, its deploy program -----------------------------
app_sources   := $(filter-out %/main.c,$(wildcard app/sdk/*.c app/orders/*.c app/adapters/*.c app/functions/*/*.c app/simulators/*.c app/simulators/*/*.c app/deploy/*.c))
app_objects   := $(app_sources:%.c=$(BUILD)/o/%.o)
$(call note,app_objects,$(app_objects))
functions     := $(patsubst app/functions/%/,%,$(filter-out app/functions/runtime/,$(wildcard app/functions/*/)))
simulators    := $(patsubst app/simulators/%/,%,$(wildcard app/simulators/*/))

programs = $(BUILD)/nube $(BUILD)/jsonata $(functions:%=$(BUILD)/functions/%.zip) $(simulators:%=$(BUILD)/simulators/%) $(BUILD)/deploy

.PHONY: all build packages
all: build
build: packages
	@test -e $(BUILD)/nube || echo "Compiling $(words $(emulator_objects) $(app_objects)) files on $(shell nproc) cores: a minute or two, the first time"
	+@$(many) pages programs PAGES_PACKAGES=$(filter run,$(MAKECMDGOALS))
packages:
	@emulator/tools/install.sh run

.PHONY: programs
programs: $(programs)
	@:

# What a program is linked of: its objects and libraries, without the notes.
parts = $(filter %.o %.a %.so,$^)

$(BUILD)/o/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	@echo "  CC    $<"
	@$(CC) $(CPPFLAGS) $(CFLAGS) $(if $(filter emulator/%,$<),-Wframe-larger-than=12288) -c -o $@ $<

$(BUILD)/o/emulator/services/iam/iam_aws_policies.o: emulator/services/iam/iam_aws_policies.bin
$(BUILD)/o/emulator/services/cloudfront/cloudfront_runtime.o: emulator/services/cloudfront/cloudfront_runner.js
$(BUILD)/o/emulator/services/lambda/lambda_clients.o: $(wildcard emulator/services/lambda/runtimes/*) $(BUILD)/stage
$(BUILD)/o/emulator/services/lambda/lambda_clients.o: CPPFLAGS += -DLAMBDA_STAGE='"$(BUILD)/stage"'

# What stands between nube and a function's process: linked statically and without a sanitizer, since it is started with each.
$(BUILD)/stage: emulator/tools/lambda_stage.c $(BUILD)/o/emulator/tools/lambda_stage.o
	@echo "  LINK  $@"
	@$(CC) -D_GNU_SOURCE -std=c11 -Os -Wall -Wextra -Werror -static -s -o $@ $<

$(BUILD)/libnube.a: $(emulator_objects) $(BUILD)/emulator_objects
	@rm -f $@; ar rcs $@ $(filter %.o,$^)

$(BUILD)/libapp.a: $(app_objects) $(BUILD)/app_objects
	@rm -f $@; ar rcs $@ $(filter %.o,$^)

$(BUILD)/libnube-aws.a: $(filter $(BUILD)/o/app/sdk/%,$(app_objects)) $(BUILD)/app_objects
	@rm -f $@; ar rcs $@ $(filter %.o,$^)

# The database that a new one begins as, made by the tables' own SQL; what carries it is linked anew only when its tables changed.
$(BUILD)/template/command: $(BUILD)/o/emulator/tools/template_command.o $(BUILD)/libnube.a $(BUILD)/link_flags
	@mkdir -p $(@D)
	@$(CC) $(LDFLAGS) -o $@ $(parts) $(emulator_libs)
$(BUILD)/template/made: $(BUILD)/template/command
	@rm -rf $(@D)/data && $< $(@D)/data
	@cmp -s $(@D)/data/nube.db $(@D)/nube.db || cp $(@D)/data/nube.db $(@D)/nube.db
	@touch $@
$(BUILD)/template/nube.db: $(BUILD)/template/made ;
$(BUILD)/template/template.o: $(BUILD)/template/nube.db
	@printf '.section .rodata\n.global template_data, template_end\n.type template_data, @object\n.size template_data, template_end - template_data\ntemplate_data: .incbin "%s"\n.type template_end, @object\n.size template_end, 1\ntemplate_end: .byte 0\n.section .note.GNU-stack\n' $< | \
	    $(CC) -c -x assembler -o $@ -

$(BUILD)/nube: LDFLAGS += -Wl,-z,pack-relative-relocs # a quicker start; not for what runs on AWS, whose loader may be older
$(BUILD)/nube: $(BUILD)/o/emulator/main.o $(BUILD)/template/template.o $(BUILD)/libnube.a $(BUILD)/link_flags
	@echo "  LINK  $@"
	@$(CC) $(LDFLAGS) -o $@ $(parts) $(emulator_libs)

$(BUILD)/jsonata: $(BUILD)/o/emulator/tools/jsonata_command.o $(BUILD)/libnube.a $(BUILD)/link_flags
	@echo "  LINK  $@"
	@$(CC) $(LDFLAGS) -o $@ $(parts) $(emulator_libs)

$(BUILD)/functions/bootstrap: app/functions/bootstrap.c
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	@$(CC) -D_GNU_SOURCE -std=c11 -O2 -Wall -Wextra -Werror -static -s -o $@ $<

define function_rules
$(BUILD)/functions/$(1)/function: $(BUILD)/o/app/functions/$(1)/main.o $(BUILD)/libapp.a $(BUILD)/link_flags
	@mkdir -p $$(@D)
	@echo "  LINK  $$@"
	@$(CC) $(LDFLAGS) -o $$@ $$(parts) $(app_libs)
$(BUILD)/functions/$(1).zip: $(BUILD)/functions/$(1)/function $(BUILD)/functions/bootstrap app/functions/package.sh
	@echo "  ZIP   $$@"
	@app/functions/package.sh $(BUILD)/functions/bootstrap $$< $$@ $(function_libs)
endef
$(foreach f,$(functions),$(eval $(call function_rules,$(f))))

define simulator_rules
$(BUILD)/simulators/$(1): $(BUILD)/o/app/simulators/$(1)/main.o $(BUILD)/libapp.a $(BUILD)/link_flags
	@mkdir -p $$(@D)
	@echo "  LINK  $$@"
	@$(CC) $(LDFLAGS) -o $$@ $$(parts) -lcivetweb -lcjson -lm
endef
$(foreach s,$(simulators),$(eval $(call simulator_rules,$(s))))

$(BUILD)/o/app/deploy/deploy_template.o: app/deploy/template.json

$(BUILD)/deploy: $(BUILD)/o/app/deploy/main.o $(BUILD)/libapp.a $(BUILD)/link_flags
	@echo "  LINK  $@"
	@$(CC) $(LDFLAGS) -o $@ $(parts) $(app_libs)

# --- the shop's pages: built by npm, whose packages are beside their sources. Without npm, or where it reaches no registry, all else is made.
comma := ,
page_sources := $(shell find frontend -name node_modules -prune -o -name dist -prune -o -type f -print)

frontend/dist/index.html: $(page_sources)
	@echo "  VITE  frontend/dist"
	@cd frontend && { test node_modules/.made -nt package-lock.json || { npm ci --no-audit --no-fund --loglevel=error >/dev/null && touch node_modules/.made; }; } && \
	    npm run --silent build -- --logLevel warn || \
	    $(if $(PAGES_MAY_LACK),echo "The shop's pages could not be built$(comma) and are left out" >&2,exit 1)

# What builds them is installed while the programs are compiled.
.PHONY: pages frontend
pages:
	@$(if $(PAGES_PACKAGES),emulator/tools/install.sh pages || true)
	+@if command -v npm >/dev/null; then $(MAKE) --silent --no-print-directory PAGES_MAY_LACK=1 frontend/dist/index.html; \
	else test -e frontend/dist/index.html || echo "npm is not here: the shop's pages are left out"; fi

# --- unit tests: every tests/unit/**/test_*.c is a program; those under app/ link the application, the rest the emulator.
# The emulator and what tests share are one shared library: it is linked once, and no program anew when only it changed.
unit_sources  := $(shell find tests/unit -name 'test_*.c' 2>/dev/null | LC_ALL=C sort)
unit_programs := $(unit_sources:%.c=$(BUILD)/%)
support_app      := $(patsubst %.c,$(BUILD)/o/%.o,$(wildcard tests/support/app/*.c))
support_emulator := $(patsubst %.c,$(BUILD)/o/%.o,$(wildcard tests/support/emulator/*.c))

$(call note,test_objects,$(emulator_objects) $(support_emulator))
$(BUILD)/libnube-test.so: $(emulator_objects) $(support_emulator) $(BUILD)/template/template.o $(BUILD)/test_objects $(BUILD)/link_flags
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	@$(CC) $(filter-out -pie,$(LDFLAGS)) -shared -Wl,-Bsymbolic,-soname,$(@F) -o $@ $(parts) -lcmocka $(emulator_libs)

$(filter $(BUILD)/tests/unit/app/%,$(unit_programs)): $(BUILD)/%: $(BUILD)/o/%.o $(support_app) $(BUILD)/libapp.a $(BUILD)/link_flags
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	@$(CC) $(LDFLAGS) -o $@ $(parts) -lcmocka $(app_libs)
$(filter $(BUILD)/tests/unit/emulator/%,$(unit_programs)): $(BUILD)/%: $(BUILD)/o/%.o $(BUILD)/link_flags | $(BUILD)/libnube-test.so
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	@$(CC) $(LDFLAGS) -o $@ $(parts) $(BUILD)/libnube-test.so -Wl,-rpath,$(abspath $(BUILD)) -lcmocka $(emulator_libs)

# What tests ask: the shapes of every operation, as JSON, to hold them against AWS's models; and templates, against
# another engine.
test_tools := $(BUILD)/tests/shapes $(BUILD)/tests/templates
$(test_tools): $(BUILD)/tests/%: $(BUILD)/o/tests/support/%/main.o $(BUILD)/libnube.a $(BUILD)/link_flags
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	@$(CC) $(LDFLAGS) -o $@ $(parts) $(emulator_libs)

# --- fuzzers: every tests/fuzz/fuzz_*.c is a program; built by clang alone, into a folder of its own
fuzz_programs := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/fuzz/fuzz_*.c)) $(BUILD)/tests/fuzz/seeds

app_fuzz_programs := $(filter $(BUILD)/tests/fuzz/fuzz_app_%,$(fuzz_programs)) # these link the application, the rest the emulator
$(filter-out $(app_fuzz_programs),$(fuzz_programs)): $(BUILD)/tests/fuzz/%: $(BUILD)/o/tests/fuzz/%.o $(BUILD)/libnube.a $(BUILD)/link_flags
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	@$(CC) $(LDFLAGS) $(if $(filter fuzz_%,$*),-fsanitize=fuzzer) -o $@ $(parts) $(emulator_libs)
$(app_fuzz_programs): $(BUILD)/tests/fuzz/%: $(BUILD)/o/tests/fuzz/%.o $(support_app) $(BUILD)/libapp.a $(BUILD)/link_flags
	@mkdir -p $(@D)
	@echo "  LINK  $@"
	@$(CC) $(LDFLAGS) -fsanitize=fuzzer -o $@ $(parts) $(app_libs)

.PHONY: fuzz-programs
fuzz-programs: $(fuzz_programs)

# --- what people type ----------------------------------------------------------------------------------------------
.PHONY: run test unit t unit-programs clients fuzz bench readme asan tsan lint analyse format clang clean install install-sdk deb help

run: build ## start Nube with the shop on it (PORT=4566 DATA=.nube NOTIFY_EMAIL=you@example.com PARTNERS=functions)
	@emulator/tools/run.sh $(BUILD) $(PORT) $(DATA)

frontend: frontend/dist/index.html ## the shop's pages alone, into frontend/dist

test: ## every test and rule; ends with "N passed, N failed"
	@emulator/tools/install.sh run test lint
	+@$(many) programs unit-programs frontend
	@BUILD=$(BUILD) tests/run.sh $(TESTS)

unit-programs: $(BUILD)/libnube-test.so $(unit_programs) $(test_tools)
	@:

unit: ## the unit tests alone
	@emulator/tools/install.sh run test
	+@$(many) unit-programs
	@BUILD=$(BUILD) tests/run.sh unit

t: ## the unit tests with NAME in their path: make t NAME=sqs
	@test -n "$(NAME)" || { echo "make t NAME=sqs runs the unit tests that have sqs in their path" >&2; exit 2; }
	+@$(many) $(BUILD)/libnube-test.so $(foreach p,$(unit_programs),$(if $(findstring $(NAME),$(p)),$(p)))
	@BUILD=$(BUILD) NAME=$(NAME) tests/run.sh unit

asan: ## the tests under AddressSanitizer and UndefinedBehaviorSanitizer
	+@$(many) BUILD=$(BUILD)/asan SANITIZE=address,undefined OPTIMISE=-O1 TESTS="unit clients" test

tsan: ## the tests under ThreadSanitizer
	+@TSAN_OPTIONS=suppressions=$(CURDIR)/tests/support/tsan.supp $(many) BUILD=$(BUILD)/tsan SANITIZE=thread OPTIMISE=-O1 TESTS="unit clients" test

bench: ## figures beside their floors, in one run
	@emulator/tools/install.sh run
	+@$(many) programs $(BUILD)/bench
	@$(BUILD)/bench $(BUILD)

$(BUILD)/bench: $(patsubst %.c,$(BUILD)/o/%.o,$(wildcard tests/bench/*.c) tests/support/emulator/tls_client.c) $(BUILD)/libnube.a $(BUILD)/link_flags
	@echo "  LINK  $@"
	@$(CC) $(LDFLAGS) -o $@ $(parts) $(emulator_libs)

fuzz: ## the fuzzers, FUZZ_SECONDS=20 each
	@emulator/tools/install.sh run fuzz
	+@$(many) BUILD=$(BUILD)/fuzz CC=clang SANITIZE=fuzzer-no-link,address,undefined OPTIMISE=-O1 fuzz-programs
	@BUILD=$(BUILD)/fuzz tests/fuzz/run.sh $(FUZZERS)

clang: ## build with clang, into a folder of its own
	@emulator/tools/install.sh run test fuzz
	+@$(many) BUILD=$(BUILD)/clang CC=clang programs unit-programs

readme: ## write the table of operations into README.md
	+@$(many) $(BUILD)/libnube-test.so $(BUILD)/tests/unit/emulator/test_readme
	@README_UPDATE=1 $(BUILD)/tests/unit/emulator/test_readme >/dev/null

lint: programs $(BUILD)/tests/shapes ## the rules that a machine keeps: structure, names, sizes, words, layout
	@emulator/tools/install.sh run test lint
	@BUILD=$(BUILD) tests/run.sh lint

analyse: ## static analysis by cppcheck
	@emulator/tools/install.sh run analyse
	@cppcheck --quiet --error-exitcode=1 --inline-suppr --std=c11 --enable=warning,portability -I. \
	    --suppressions-list=tests/support/cppcheck.txt emulator app

format: ## lay the code out by .clang-format
	@clang-format -i $(shell git ls-files '*.c' '*.h')

clean: ## remove what was built
	@rm -rf $(BUILD) frontend/dist

install: $(BUILD)/nube ## put nube into PREFIX/bin (/usr/local; DESTDIR)
	install -D -m 755 $(BUILD)/nube $(DESTDIR)$(or $(PREFIX),/usr/local)/bin/nube

install-sdk: $(BUILD)/libnube-aws.a ## put the SDK for C into PREFIX: headers, a library, and nube-aws.pc (/usr/local; DESTDIR)
	@app/sdk/install.sh $< $(shell sed -n 's/.*NUBE_VERSION "\(.*\)"/\1/p' emulator/version.h) "$(DESTDIR)" $(or $(PREFIX),/usr/local)

deb: build ## a Debian package of nube for the distribution it is built on: build/nube.deb
	@emulator/tools/package.sh $(BUILD)/nube $(BUILD)/nube.deb

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 10

# Every object is named by a rule above, so make takes none as intermediate. (A bare .SECONDARY would take each header as
# such, and what includes one that was deleted as up to date.)
-include $(shell find $(BUILD)/o -name '*.d' 2>/dev/null)
