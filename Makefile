# Potency: `make demo` and `make test` do everything on a fresh Debian or Ubuntu machine.
#
## make             build the program, build/potency
## make demo        install what is missing, build, run params.ini, write out/
## make test        install what is missing, build and run all tests
## make test-cohort 10,000 virtual patients, 2,000 of each other ending and 10,000 trials, beside what is expected (minutes)
## make test-fit    thousands of fits of data that were drawn: do intervals hold the truth as often as they say?
## make test-library install the library for a moment, and build and run the example against it
## make test-sbml   export the models as SBML; libSBML and SciPy check and solve them
## make test-slurm  install Slurm, start it here and run a sweep in shards through it
## make mutants     plant known faults, one after the other: a test must notice each
## make stress      many runs at once, kills, broken files: what takes long by nature
## make page        the program as WebAssembly, and a page that holds it: build/page/potency.html
## make test-page   that beside the program, and reports of every kind in a browser: tidy, axe-core, phone, desk and paper
## make same-bytes  solve the same in every way and by other compilers: one hash
## make bench       time the solver and the way from start to finished figure
## make core        build build/libpotency-core.a (models and solvers; libc, libm and GSL)
## make library     build build/libpotency.a (reads experiments too), for other programs
## make lint        check format, includes, symbols, function length, both compilers
## make sanitize    tests and a run under the address and undefined-behaviour sanitizers
## make fuzz        feed the readers random bytes for FUZZ_TIME seconds each (60)
## make valgrind    tests and a run under valgrind
## make install     install program, library, manual page, completions and documents to $(DESTDIR)$(PREFIX)
## make example-log  make models/logs/example.csv again: the model with noise
## make dist        pack the sources into build/, and once more with those of libraries that a page holds
## make clean       remove what make built
## make help        this list

# As many at once as there are processors, unless -j says otherwise.
ifeq ($(MAKELEVEL),0)
MAKEFLAGS += -j$(shell nproc 2> /dev/null || echo 2)
endif

VERSION = 0.4.0
PREFIX  = /usr/local
DESTDIR =
CC      = gcc
BUILD   = build

CFLAGS   = -O2 -g
TEST_FLAGS = -O1
WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion
FLAGS    = -std=c11 -D_XOPEN_SOURCE=700 -fno-math-errno -ffp-contract=off $(MATH:%=-fno-builtin-%) \
	$(if $(MUSL),-DMATHEMATICS_OF_MUSL)
READ_LIBS = gsl nettle libxml-2.0 jansson sqlite3 libutf8proc zlib # what the library needs
DRAW_LIBS = cairo pangocairo pangoft2 libpng fontconfig
FONT_LIBS = harfbuzz-subset fontconfig nettle zlib # what the build cuts letters out with
LIBS      = $(READ_LIBS) $(DRAW_LIBS)
MORE_LIBS = -ludunits2 -lcsv -pthread # these come without a pkg-config file everywhere
# What pkg-config says of them stands beside the flags.
PKG_CFLAGS = @$(BUILD)/packages/cflags
PKG_LIBS   = @$(BUILD)/packages/libs $(MORE_LIBS)
CHECK_LIBS = @$(BUILD)/packages/check
COMPILE    = $(CC) $(FLAGS) -I. -MMD -MP $(WARNINGS) $(PKG_CFLAGS) $(CFLAGS)
# Some two hundred programs are linked: by the faster linker, where there is one.
LINK       = $(CC) $(CFLAGS) $$(command -v ld.gold > /dev/null && echo -fuse-ld=gold) $(LDFLAGS)

# Mathematics whose bits no processor and no compiler changes, for what calls it here and for the
# libraries that the program is linked with: musl's objects.  Without musl-dev it is libm's.
ON_X86 := $(shell $(CC) -dumpmachine 2> /dev/null | sed -n 's/^x86_64.*/yes/p')
MUSL   = $(and $(ON_X86),$(wildcard /usr/lib/x86_64-linux-musl/libc.a))
MATH   = acos acosh asin asinh atan atan2 atanh cbrt cos cosh exp exp2 expm1 hypot log log10 log1p \
	log2 pow sin sincos sinh tan tanh tgamma
MATH_PARTS = exp_data log_data log2_data pow_data scalbn __cos __expo2 __math_divzero __math_invalid \
	__math_oflow __math_uflow __math_xflow __rem_pio2 __rem_pio2_large __sin __tan
MATH_OBJ = $(if $(MUSL),$(BUILD)/kernels/mathematics.o)

PRESETS  = $(sort $(wildcard models/presets/*.ini))
STORIES  = $(sort $(wildcard models/presets/stories/*.ini))
EXPERIMENTS = params.ini $(sort $(wildcard models/experiments/*.ini))
MEASURED = $(sort $(wildcard models/validation/*.csv models/validation/*.ini))
CORE_SRC = $(wildcard sim/*.c sim/model/*.c sim/engine/*.c) sim/study/chain.c sim/study/mixture.c sim/study/outcome.c sim/study/shelf.c sim/study/solve.c $(wildcard models/*.c)
LIB_SRC  = $(sort $(CORE_SRC) $(wildcard sim/study/*.c sim/selftest/*.c sim/io/*.c plots/*.c))
CLI_SRC  = $(filter-out sim/cli/main.c,$(wildcard sim/cli/*.c))
TEST_SRC = $(wildcard tests/test_*.c)
PROGRAMS = tests/bench.c tests/mutate.c tests/example.c tests/printer.c
FAULT_SRC = tests/faults.c tests/subjects.c tests/subjects_fits.c tests/faulty.c
CVODE_SRC = tests/bench_cvode.c # needs CVODE, which tests do not
HELP_SRC = $(filter-out $(TEST_SRC) $(PROGRAMS) $(FAULT_SRC) $(CVODE_SRC),$(wildcard tests/*.c))
PRESET_OBJ = $(BUILD)/models/presets_data.o
EXPERIMENT_OBJ = $(BUILD)/models/experiments_data.o
STORY_OBJ = $(BUILD)/models/stories_data.o
MEASURED_OBJ = $(BUILD)/models/validation_data.o
SCRIPT_OBJ = $(BUILD)/sim/cli/slurm_script.o
STYLE_OBJ = $(BUILD)/sim/cli/dossier_styles.o
FONT_OBJ = $(BUILD)/plots/font_data.o
HELD_OBJ = $(BUILD)/sim/cli/held_data.o $(BUILD)/sim/cli/held_other.o
# Of the sets of instructions each has one number of lanes that fits it; the others serve checks.
KERNELS  = base_1 base_2 base_4 base_8 $(if $(ON_X86),$(foreach lanes,1 2 4 8,avx2_$(lanes) avx512_$(lanes)))
KERNELS_THAT_FIT = base_1 base_2 avx2_4 avx512_8
KERNEL_OBJ = $(KERNELS:%=$(BUILD)/kernels/%.o)
ROW_OBJ  = $(CORE_SRC:%.c=$(BUILD)/%.o) $(PRESET_OBJ) $(EXPERIMENT_OBJ) \
	$(MATH_OBJ) # core without kernels
CORE_OBJ = $(ROW_OBJ) $(KERNEL_OBJ)
READ_OBJ = $(sort $(CORE_OBJ) $(patsubst %.c,$(BUILD)/%.o,$(wildcard sim/study/*.c sim/io/*.c))) \
	$(MEASURED_OBJ) $(STORY_OBJ)
LIB_OBJ  = $(LIB_SRC:%.c=$(BUILD)/%.o) $(CLI_SRC:%.c=$(BUILD)/%.o) $(PRESET_OBJ) $(EXPERIMENT_OBJ) \
	$(KERNEL_OBJ) $(MATH_OBJ) $(MEASURED_OBJ) $(STORY_OBJ) $(SCRIPT_OBJ) $(STYLE_OBJ) $(FONT_OBJ) $(HELD_OBJ)
HELP_OBJ = $(HELP_SRC:%.c=$(BUILD)/%.o)
# What tests share; of pages they have one of their own.
TESTED_OBJ = $(filter-out $(HELD_OBJ),$(LIB_OBJ)) $(HELP_OBJ)
TESTS    = $(TEST_SRC:%.c=$(BUILD)/%)
# The program with a fifth chain: what knows of chains is compiled anew, the rest is the same.
FIFTH_SRC = $(wildcard tests/fifth/*.c)
FIFTH_DATA = $(BUILD)/tests/fifth/presets_data.o $(BUILD)/tests/fifth/experiments_data.o \
	$(BUILD)/tests/fifth/stories_data.o
FIFTH_OBJ = $(FIFTH_SRC:%.c=$(BUILD)/%.o) $(FIFTH_DATA)
REPLACED = models/models.o plots/figure.o sim/study/settings.o models/presets_data.o models/experiments_data.o \
	models/stories_data.o sim/cli/held_data.o sim/cli/held_other.o
ALL_OBJ  = $(LIB_OBJ) $(HELP_OBJ) $(BUILD)/sim/cli/main.o $(BUILD)/sim/printer/main.o $(BUILD)/sim/printer/font.o $(PROGRAMS:%.c=$(BUILD)/%.o) $(TESTS:%=%.o) \
	$(FAULT_SRC:%.c=$(BUILD)/%.o) $(FIFTH_OBJ)

all: $(BUILD)/potency
core: $(BUILD)/libpotency-core.a
library: $(BUILD)/libpotency.a

$(BUILD)/potency: $(BUILD)/sim/cli/main.o $(LIB_OBJ)
	@echo "  link $@"
	@$(LINK) -o $@ $^ $(PKG_LIBS) -lm

$(BUILD)/libpotency-core.a: $(CORE_OBJ)
$(BUILD)/libpotency.a: $(READ_OBJ)
$(BUILD)/libpotency-core.a $(BUILD)/libpotency.a:
	@rm -f $@ && ar rcs $@ $^

# A test takes what it needs of the program and of what tests share: linked in a quarter of the time.
$(BUILD)/tests/parts.a: $(TESTED_OBJ)
	@rm -f $@ && ar qcsT $@ $^
$(BUILD)/tests/test_%: $(BUILD)/tests/test_%.o $(BUILD)/tests/parts.a
	@echo "  link $@"
	@$(LINK) -o $@ $(filter %.o,$^) $(filter %.a,$^) $(PKG_LIBS) $(CHECK_LIBS) -lm

# Calls from our own objects go to the test's malloc and fopen.
WRAPPED = malloc calloc realloc free fopen fflush fclose fileno fsync rename mkdir fork
FAULT_TESTS = $(filter $(BUILD)/tests/test_faults%,$(TESTS))
$(FAULT_TESTS): $(FAULT_SRC:%.c=$(BUILD)/%.o)
$(FAULT_TESTS): private LDFLAGS += $(WRAPPED:%=-Wl,--wrap=%)
$(BUILD)/tests/test_memory: private LDFLAGS += -Wl,--wrap=realloc
$(BUILD)/tests/test_accuracy: private LDFLAGS += -Wl,--wrap=sim_stepper_check

# The models that only tests know as straight-line C, for some of them.
PRINTED_OBJ = $(KERNELS_THAT_FIT:%=$(BUILD)/tests/printed/%.o)
$(BUILD)/tests/test_print $(BUILD)/tests/test_powers: $(PRINTED_OBJ)
$(BUILD)/tests/printer: $(BUILD)/tests/printer.o $(TESTED_OBJ)
	@echo "  link $@"
	@$(LINK) -o $@ $^ $(PKG_LIBS) $(CHECK_LIBS) -lm
$(BUILD)/tests/printed/lanes.c: $(BUILD)/tests/printer
	@mkdir -p $(@D)
	@echo "  print $@"
	@$< > $@.part && mv $@.part $@
$(PRINTED_OBJ): $(BUILD)/tests/printed/%.o: $(BUILD)/tests/printed/lanes.c
	@echo "  compile $@"
	@$(COMPILE) $(KERNEL_FLAGS) -DKERNELS=printed_kernels_$(lastword $(subst _, ,$*)) -c -o $@ $<

$(BUILD)/tests/test_fifth $(BUILD)/tests/test_command_explore: | $(BUILD)/tests/potency_fifth
$(BUILD)/tests/potency_fifth: $(BUILD)/sim/cli/main.o $(FIFTH_OBJ) $(filter-out $(REPLACED:%=$(BUILD)/%),$(LIB_OBJ))
	@echo "  link $@"
	@$(LINK) -o $@ $^ $(PKG_LIBS) -lm

$(BUILD)/tests/bench: $(BUILD)/tests/bench.o $(TESTED_OBJ)
	@echo "  link $@"
	@$(LINK) -o $@ $^ $(PKG_LIBS) $(CHECK_LIBS) -lm

# Our side of it as everybody has it; the slopes and the Jacobian that CVODE calls, as CVODE.
$(BUILD)/tests/bench_cvode: $(CVODE_SRC) tests/cvode.sh $(TESTED_OBJ) $(BUILD)/kernels/lanes.c
	@echo "  link $@"
	@$(COMPILE) -O3 -march=native -I$(BUILD) $$(sh tests/cvode.sh $(BUILD)/cvode compile) -o $@ $< \
	$(filter %.o,$^) $$(sh tests/cvode.sh $(BUILD)/cvode link) $(PKG_LIBS) $(CHECK_LIBS) -lm

$(BUILD)/tests/example: $(BUILD)/tests/example.o $(BUILD)/libpotency.a
	@echo "  link $@"
	@$(LINK) -o $@ $^ $$(pkg-config --libs $(READ_LIBS)) $(MORE_LIBS) -lm

$(BUILD)/tests/mutate: $(BUILD)/tests/mutate.o
	@echo "  link $@"
	@$(LINK) -o $@ $^

# Tests are compiled more often than they run.
$(TESTS:%=%.o) $(HELP_OBJ) $(FAULT_SRC:%.c=$(BUILD)/%.o): private CFLAGS += $(TEST_FLAGS)

# What the compiler says is kept beside the object: `make lint` wants nothing to stand there.
define compile
	@echo "  compile $<"
	@$(COMPILE) -c -o $@ $< 2> $(@:.o=.said); code=$$?; cat $(@:.o=.said) >&2; exit $$code
endef

$(BUILD)/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(compile)

$(BUILD)/sim/study/version.o: FLAGS += -DPOTENCY_VERSION='"$(VERSION)"' \
	-DPOTENCY_BUILD_FLAGS='"$(CFLAGS)"'

# One object, whose parts nobody else sees.
$(BUILD)/kernels/mathematics.o: $(MUSL) $(BUILD)/flags
	@rm -rf $(@:.o=) && mkdir -p $(@:.o=)
	@cd $(@:.o=) && ar x $(MUSL) $(MATH:%=%.lo) $(MATH_PARTS:%=%.lo)
	@ld -r -o $@.part $(@:.o=)/*.lo
	@objcopy --redefine-sym __exp_data=sim_exp_data --redefine-sym __pow_log_data=sim_pow_data \
	$(MATH:%=--keep-global-symbol=%) --keep-global-symbol=sim_exp_data --keep-global-symbol=sim_pow_data $@.part $@ && rm -r $@.part $(@:.o=)

# Where they are tested, readers to be fuzzed stand side by side; alone, by libFuzzer's name.
FUZZ_NAME = -DLLVMFuzzerTestOneInput=$(notdir $*)
$(BUILD)/tests/fuzz_%.o: FLAGS += $(FUZZ_NAME)

# Files that the program holds as C text, in the order of their names.
$(BUILD)/models/presets_data.c: EMBED = models/models.h models_preset_texts .ini $(PRESETS)
$(BUILD)/models/presets_data.c: $(PRESETS)
$(BUILD)/models/experiments_data.c: EMBED = models/models.h models_experiment_texts .ini $(EXPERIMENTS)
$(BUILD)/models/experiments_data.c: $(EXPERIMENTS)
$(BUILD)/models/stories_data.c: EMBED = models/models.h models_story_texts .ini $(STORIES)
$(BUILD)/models/stories_data.c: $(STORIES)
$(BUILD)/models/validation_data.c: EMBED = models/models.h models_validation_texts '' $(MEASURED)
$(BUILD)/models/validation_data.c: $(MEASURED)
$(BUILD)/sim/cli/dossier_styles.c: EMBED = sim/cli/dossier.h sim_dossier_styles .css sim/cli/dossier.css
$(BUILD)/sim/cli/dossier_styles.c: sim/cli/dossier.css
# The page that `make page` made last; until then none.
HELD = $(wildcard $(BUILD)/held/potency.html)
$(BUILD)/sim/cli/held_data.c: EMBED = sim/cli/held.h sim_held_pages .html $(HELD)
$(BUILD)/sim/cli/held_data.c: $(HELD)
FIFTH_PRESETS = $(PRESETS) $(wildcard tests/fifth/presets/*.ini)
FIFTH_EXPERIMENTS = $(EXPERIMENTS) $(wildcard tests/fifth/*.ini)
FIFTH_STORIES = $(wildcard tests/fifth/stories/*.ini)
$(BUILD)/tests/fifth/presets_data.c: EMBED = models/models.h models_preset_texts .ini $(FIFTH_PRESETS)
$(BUILD)/tests/fifth/presets_data.c: $(FIFTH_PRESETS)
$(BUILD)/tests/fifth/experiments_data.c: EMBED = models/models.h models_experiment_texts .ini $(FIFTH_EXPERIMENTS)
$(BUILD)/tests/fifth/experiments_data.c: $(FIFTH_EXPERIMENTS)
$(BUILD)/tests/fifth/stories_data.c: EMBED = models/models.h models_story_texts .ini $(FIFTH_STORIES)
$(BUILD)/tests/fifth/stories_data.c: $(FIFTH_STORIES)
$(PRESET_OBJ:.o=.c) $(EXPERIMENT_OBJ:.o=.c) $(MEASURED_OBJ:.o=.c) $(STORY_OBJ:.o=.c) $(STYLE_OBJ:.o=.c) $(BUILD)/sim/cli/held_data.c $(FIFTH_DATA:.o=.c): $(BUILD)/flags .ci/embed models/models.h
	@mkdir -p $(@D)
	@sh .ci/embed $(EMBED) > $@.part && mv $@.part $@

$(PRESET_OBJ) $(EXPERIMENT_OBJ) $(MEASURED_OBJ) $(STORY_OBJ) $(STYLE_OBJ) $(HELD_OBJ) $(FIFTH_DATA): %.o: %.c
	$(compile)

# Whether that page is of other sources: asked each time, where there is one.
$(BUILD)/sim/cli/held_other.c: FORCE | $(BUILD)/flags
	@mkdir -p $(@D)
	@{ printf '#include "sim/cli/held.h"\n\nconst bool sim_held_is_other = '; \
	if [ -z '$(HELD)' ] || sh sim/page/digest.sh '$(VERSION)' | cmp -s - $(BUILD)/held/digest; \
	then echo 'false;'; else echo 'true;'; fi; } > $@.$$$$; \
	if cmp -s $@.$$$$ $@; then rm $@.$$$$; else mv $@.$$$$ $@; fi

# Slopes, derivatives and factors of the models as straight-line C, printed from their rows.
$(BUILD)/kernels/rows.a: $(ROW_OBJ)
	@mkdir -p $(@D)
	@rm -f $@ && ar rcs $@ $^
$(BUILD)/kernels/printer: $(BUILD)/sim/printer/main.o $(BUILD)/kernels/rows.a
	@echo "  link $@"
	@$(LINK) -o $@ $^ $$(pkg-config --libs gsl) -lm
# What is printed anew as it was is left alone: compiling it takes longest of all.
$(BUILD)/kernels/printed: $(BUILD)/kernels/printer
	@echo "  print $(@D)/lanes.c"
	@$< > $@.part && { cmp -s $@.part $(@D)/lanes.c || cp $@.part $(@D)/lanes.c; } && mv $@.part $@
$(BUILD)/kernels/lanes.c: $(BUILD)/kernels/printed
	@:
, := ,
ISA_avx2   = $(ON_X86:yes=-mavx2)
ISA_avx512 = $(ON_X86:yes=-mavx512f -mavx512dq)
# Straight-line C says nothing in a debugger.  A sanitizer makes it ten times as long, so it looks at
# those that a machine runs, and not three times at each pointer: what is NULL, beyond an array or not
# aligned ends them anyway.
SEEN_ANYWAY = $(if $(findstring -fsanitize=,$(CFLAGS)),-fno-sanitize=null$(,)alignment$(,)object-size$(,)pointer-overflow)
KERNEL_FLAGS = -g0 $(ISA_$(firstword $(subst _, ,$*))) \
	$(if $(filter $*,$(KERNELS_THAT_FIT)),$(SEEN_ANYWAY),-O0 -fno-sanitize=all) \
	-DLANES=$(lastword $(subst _, ,$*))
# With a fault planted in what they are printed from, those that no machine takes stay as they are.
$(if $(PLANTED),$(KERNELS_THAT_FIT:%=$(BUILD)/kernels/%.o),$(KERNEL_OBJ)): $(BUILD)/kernels/%.o: $(BUILD)/kernels/lanes.c
	@echo "  compile $@"
	@$(COMPILE) $(KERNEL_FLAGS) -DKERNELS=sim_kernels_$* -c -o $@ $<

# The letters that a drawing carries along, cut out of the font of the figures.
$(BUILD)/plots/font_printer: $(BUILD)/sim/printer/font.o
	@mkdir -p $(@D)
	@echo "  link $@"
	@$(LINK) -o $@ $^ @$(BUILD)/packages/font
$(BUILD)/plots/font_data.c: $(BUILD)/plots/font_printer
	@echo "  print $@"
	@$< > $@.part && mv $@.part $@
$(FONT_OBJ): %.o: %.c
	$(compile)

# The job script as C text, line by line.
$(BUILD)/sim/cli/slurm_script.c: sim/cli/slurm.sh $(BUILD)/flags
	@mkdir -p $(@D)
	@{ printf '#include "sim/cli/slurm.h"\n\nconst char *const sim_slurm_script[] = {\n'; \
	sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/.*/    "&\\n",/' $<; \
	printf '    0};\n'; } > $@.part && mv $@.part $@

$(SCRIPT_OBJ): $(BUILD)/sim/cli/slurm_script.c
	$(compile)

# Changes when the flags do, or what pkg-config says, and with it all that is built.  Asked for when
# the rule runs, not when make starts: `setup` may have to install what is needed.
FLAGS_NOW = $(CC) $(FLAGS) $(WARNINGS) $(CFLAGS) $(TEST_FLAGS) $(LINK) $(VERSION) $(PRESETS) $(MEASURED) $(MUSL)
$(BUILD)/flags: FORCE
	@mkdir -p $(BUILD)/packages
	@for asked in 'cflags --cflags $(LIBS) $(FONT_LIBS) check' 'libs --libs $(LIBS)' 'check --libs check' \
	'font --libs $(FONT_LIBS)'; do \
	set -- $$asked; file=$(BUILD)/packages/$$1; shift; pkg-config "$$@" > $$file.$$$$ || exit 1; \
	if cmp -s $$file.$$$$ $$file; then rm $$file.$$$$; else mv $$file.$$$$ $$file; fi; done
	@{ echo '$(FLAGS_NOW)'; cat $(BUILD)/packages/cflags $(BUILD)/packages/libs $(BUILD)/packages/check \
	$(BUILD)/packages/font; } > $@.$$$$; \
	if cmp -s $@.$$$$ $@; then rm $@.$$$$; else \
	$(if $(MUSL),,echo "  no musl-dev: the mathematics of this machine's libm";) \
	mv $@.$$$$ $@; fi

setup:
	@sh .ci/setup build

setup-ci:
	@sh .ci/setup build ci

demo: setup
	@$(MAKE) --no-print-directory all
	$(BUILD)/potency run params.ini -o out

test: setup
	@$(MAKE) --no-print-directory run-tests

objects: $(ALL_OBJ)

everything: $(BUILD)/potency $(PROGRAMS:%.c=$(BUILD)/%) $(TESTS)

TESTS_TO_RUN = $(filter-out $(LEAVE:%=$(BUILD)/tests/test_%),$(TESTS))
run-tests: $(BUILD)/potency $(TESTS_TO_RUN)
	@POTENCY=$(BUILD)/potency sh .ci/tests $(TESTS_TO_RUN)

mutants: setup
	@$(MAKE) --no-print-directory everything
	@bash .ci/mutants $(MUTANTS)

stress: export LSAN_OPTIONS = suppressions=$(CURDIR)/build/leaks.supp:print_suppressions=0
stress: setup build/leaks.supp
	@$(MAKE) --no-print-directory $(BUILD)/potency $(BUILD)/tests/mutate $(BUILD)/tests/test_attack \
	$(BUILD)/tests/test_robust $(BUILD)/tests/test_powers
	@$(MAKE) --no-print-directory BUILD=build/sanitize CFLAGS='$(SANITIZE)' build/sanitize/potency
	@bash tests/stress.sh $(BUILD)/potency build/sanitize/potency $(BUILD)/tests/mutate $(STRESS)
	@DRAWS=500 SEED=1 $(BUILD)/tests/test_robust
	@NUMBERS=10000000 $(BUILD)/tests/test_powers

# Builds that must agree: CFLAGS behind the compiler.
BUILDS = gcc_O3 gcc_native clang_O2 clang_O3 clang_native
FLAGS_O2 = -O2
FLAGS_O3 = -O3
FLAGS_native = -O3 -march=native
same-bytes: setup-ci
	@$(MAKE) --no-print-directory all
	@for build in $(BUILDS); do $(MAKE) --no-print-directory build-$$build || exit 1; done
	@FEW=$(FEW) bash tests/same_bytes.sh $(BUILD)/potency $(BUILDS:%=build/%/potency)
build-%:
	@$(MAKE) --no-print-directory BUILD=build/$* CC=$(firstword $(subst _, ,$*)) \
	CFLAGS='$(FLAGS_$(lastword $(subst _, ,$*)))' all

bench: setup
	@$(MAKE) --no-print-directory -s $(BUILD)/tests/bench $(BUILD)/potency
	@POTENCY=$(BUILD)/potency $(BUILD)/tests/bench
	@if sh tests/cvode.sh $(BUILD)/cvode none; then \
	$(MAKE) --no-print-directory -s $(BUILD)/tests/bench_cvode && $(BUILD)/tests/bench_cvode; \
	else echo "beside CVODE: its source cannot be had or compiled here; no ratio"; fi

test-cohort: setup
	@$(MAKE) --no-print-directory $(BUILD)/tests/test_patients $(BUILD)/tests/test_cohorts \
	$(BUILD)/tests/test_validate $(BUILD)/tests/test_accuracy \
	$(BUILD)/tests/test_trials_truth $(BUILD)/tests/test_trials_events
	@ACCURACY=200 CK_DEFAULT_TIMEOUT=3600 $(BUILD)/tests/test_accuracy
	@COHORT=10000 CK_DEFAULT_TIMEOUT=3600 $(BUILD)/tests/test_patients
	@COHORT=2000 CK_DEFAULT_TIMEOUT=3600 $(BUILD)/tests/test_cohorts
	@COHORT=2000 CK_DEFAULT_TIMEOUT=3600 $(BUILD)/tests/test_validate
	@TRIALS=10000 CK_DEFAULT_TIMEOUT=3600 $(BUILD)/tests/test_trials_truth
	@TRIALS=10000 CK_DEFAULT_TIMEOUT=3600 $(BUILD)/tests/test_trials_events

# How often intervals of fits hold the truth, from many more sets of data than `make test` takes.
test-fit: setup
	@$(MAKE) --no-print-directory $(BUILD)/tests/test_reml $(BUILD)/tests/test_fits $(BUILD)/tests/test_fit_truth $(BUILD)/tests/test_fit_draws
	@SETS=5000 VERBOSE=1 CK_DEFAULT_TIMEOUT=3600 $(BUILD)/tests/test_reml
	@SETS=2000 VERBOSE=1 CK_DEFAULT_TIMEOUT=3600 $(BUILD)/tests/test_fits
	@SETS=200 VERBOSE=1 CK_DEFAULT_TIMEOUT=3600 CK_TIMEOUT_MULTIPLIER=20 $(BUILD)/tests/test_fit_truth
	@SETS=1 VERBOSE=1 CK_TIMEOUT_MULTIPLIER=20 POTENCY=$(BUILD)/potency $(BUILD)/tests/test_fit_draws

# In a folder with nothing but the example.
test-library: setup
	@$(MAKE) --no-print-directory -s all library
	@rm -rf $(BUILD)/stage
	@$(MAKE) --no-print-directory -s install PREFIX=$(CURDIR)/$(BUILD)/stage > $(BUILD)/log
	@CC='$(CC)' sh tests/library.sh $(CURDIR)/$(BUILD)/stage

# python3-sbml and python3-scipy come from the system, for its own Python.
test-sbml: setup-ci
	@$(MAKE) --no-print-directory $(BUILD)/potency
	@/usr/bin/python3 tests/sbml_check.py $(BUILD)/potency

# Slurm itself where Debian's packages can be had; without it the test says so.
test-slurm: setup
	@sh .ci/setup build slurm || echo 'Slurm could not be installed'
	@$(MAKE) --no-print-directory $(BUILD)/potency
	@POTENCY="$${POTENCY:-$(BUILD)/potency}" sh tests/slurm.sh

# The program as WebAssembly.  Which compiler there is says which runtime it needs: asked twice.
page: page-sources
	@$(MAKE) --no-print-directory all
	@$(MAKE) --no-print-directory held-page
page-sources: setup
	@sh sim/page/source_link.sh "$$SOURCE_URL" > /dev/null
	@sh .ci/setup build wasm && sh .ci/setup build wasm
	@sh sim/page/sources.sh $(BUILD)/page unpacked
include sim/page/html.mk
$(BUILD)/page/potency.wasm: FORCE
	@$(MAKE) --no-print-directory -f sim/page/page.mk VERSION='$(VERSION)' MATH='$(MATH)'

# Reports in a browser, where Debian and npm can give what that needs, and the same in WebAssembly, where
# it was made; without them the test says so.
test-page: setup
	@sh .ci/setup build page || echo 'what looks at pages could not be installed'
	@$(MAKE) --no-print-directory $(BUILD)/potency
	@POTENCY="$${POTENCY:-$(BUILD)/potency}" sh tests/pages.sh $(BUILD)/page
	@if [ -e $(BUILD)/page/potency.wasm ]; then $(MAKE) --no-print-directory test-same; \
	else echo 'skipped: same: no potency.wasm, which `make page` makes'; fi
	@if [ -e $(BUILD)/page/potency.wasm ]; then $(MAKE) --no-print-directory test-explore; \
	else echo 'skipped: explore: no potency.wasm, which `make page` makes'; fi
test-same: $(BUILD)/potency $(BUILD)/page/potency.wasm
	@node tests/page/same.mjs $(BUILD)/page/potency.wasm $(BUILD)/potency

lint: setup-ci
	+@sh .ci/lint

# One suppression file: valgrind's form, and from it that of LeakSanitizer.
build/leaks.supp: tests/suppressions.supp
	@mkdir -p build
	@sed -n 's|.*obj:\*/\(.*\)\*|leak:\1|p' $< > $@

# Of the random experiments of `make test`, 41 and 100, and of failing allocations a part is enough
# here; a program's tests share a process, which is asked once for its leaks.  What holds many numbers
# against known ones, or runs the README, has no code that others do not run too.
NUMBERS_ALONE = readme selftest counts reference patients cohorts accuracy
SANITIZE = -O1 -g1 -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
sanitize: export LSAN_OPTIONS = suppressions=$(CURDIR)/build/leaks.supp:print_suppressions=0
sanitize: export ASAN_OPTIONS = allocator_may_return_null=1
sanitize: export DRAWS = 20
sanitize: export FAULTS = 5
sanitize: export CK_FORK = no
sanitize: setup build/leaks.supp
	@$(MAKE) --no-print-directory BUILD=build/sanitize CFLAGS='$(SANITIZE)' TEST_FLAGS=-O0 LEAVE='$(NUMBERS_ALONE)' run-tests
	build/sanitize/potency run params.ini -o build/sanitize/out --format png,svg,pdf > build/sanitize/log

# New inputs gather under build/fuzz; what libFuzzer keeps of them belongs into tests/data.
FUZZ_TIME = 60
FUZZED    = ini csv
FUZZ      = -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
fuzz: export LSAN_OPTIONS = suppressions=$(CURDIR)/build/leaks.supp:print_suppressions=0
fuzz: setup-ci build/leaks.supp
	@$(MAKE) --no-print-directory BUILD=build/fuzz CC=clang FUZZ_NAME= CFLAGS='$(FUZZ)' \
	$(FUZZED:%=build/fuzz/tests/fuzz_%) build/fuzz/names.dict
	@for f in $(FUZZED); do mkdir -p build/fuzz/$$f && build/fuzz/tests/fuzz_$$f -verbosity=0 \
	-print_final_stats=1 -max_len=4096 -timeout=10 -max_total_time=$(FUZZ_TIME) -dict=build/fuzz/names.dict \
	-artifact_prefix=build/fuzz/$$f- build/fuzz/$$f tests/data/$$f || exit 1; done

$(BUILD)/tests/fuzz_%: $(BUILD)/tests/fuzz_%.o $(LIB_OBJ)
	@echo "  link $@"
	@$(LINK) -fsanitize=fuzzer -o $@ $^ $(PKG_LIBS) -lm

# The words of a parameter file, and what else is there to stumble over.
WORDS = '[arm a]\n' '[figure a]\n' 'y = ' 'title=;' '\n--set ' '\#: ' '\xef\xbb\xbf' ' week' ' %'
$(BUILD)/names.dict: $(BUILD)/potency params.ini
	@$(BUILD)/potency run params.ini -o $(BUILD)/out > $(BUILD)/log
	@printf '"%s"\n' $(WORDS) | sed 's/\\n/\\x0a/' > $@
	@sed -n 's/^\(\[[^ ]*\).*/"\1"/p; s/^\([^ #=]*\) = \([^ ]*\).*/"\1 = "\n"\2"/p' $(BUILD)/out/run.ini | sort -u >> $@

VALGRIND = valgrind -q --suppressions=$(CURDIR)/tests/suppressions.supp --leak-check=full \
	--show-leak-kinds=definite --errors-for-leak-kinds=definite --error-exitcode=9 \
	--trace-children=yes --trace-children-skip='/bin/*,/usr/bin/*'
# What runs everything some thousand times is left to the sanitizers.
valgrind: setup-ci
	@$(MAKE) --no-print-directory $(BUILD)/potency $(TESTS)
	$(VALGRIND) $(BUILD)/potency run params.ini -o build/valgrind-out --format png,svg,pdf > build/valgrind.log
	@for t in $(filter-out $(FAULT_TESTS),$(TESTS)); do CK_FORK=no CK_TIMEOUT_MULTIPLIER=100 POTENCY=$(BUILD)/potency $(VALGRIND) $$t || exit 1; done

SHARE = $(DESTDIR)$(PREFIX)/share
HEADERS = $(wildcard sim/*.h sim/model/*.h sim/engine/*.h sim/study/*.h sim/io/*.h models/*.h) sim/io/sections.def sim/study/figures.def sim/study/meter.def sim/study/trial_plan.def
define PC
prefix=$(PREFIX)
includedir=$${prefix}/include
libdir=$${prefix}/lib

Name: potency
Description: experiments with mesenchymal stromal cells: read, solved, as tables
Version: $(VERSION)
Requires: $(READ_LIBS)
Cflags: -I"$${includedir}/potency"
Libs: -L"$${libdir}" -lpotency $(MORE_LIBS) -lm
endef
install: export PC_TEXT = $(PC)
install: all library
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/lib/pkgconfig" "$(SHARE)/potency/logs" \
		"$(SHARE)/doc/potency/plots" "$(SHARE)/doc/potency/models/validation" "$(SHARE)/man/man1" \
		"$(SHARE)/bash-completion/completions" "$(SHARE)/zsh/site-functions"
	install -m 755 $(BUILD)/potency "$(DESTDIR)$(PREFIX)/bin/potency"
	install -m 644 $(BUILD)/libpotency.a "$(DESTDIR)$(PREFIX)/lib/libpotency.a"
	printf '%s\n' "$$PC_TEXT" > "$(DESTDIR)$(PREFIX)/lib/pkgconfig/potency.pc"
	for f in $(HEADERS); do install -D -m 644 $$f "$(DESTDIR)$(PREFIX)/include/potency/$$f" || exit 1; done
	install -m 644 params.ini "$(SHARE)/potency/params.ini"
	install -m 644 models/logs/*.csv models/logs/*.ini "$(SHARE)/potency/logs"
	install -m 644 README.md LICENSE CHANGELOG.md "$(SHARE)/doc/potency"
	install -m 644 sim/README.md "$(SHARE)/doc/potency/library.md"
	install -m 644 tests/example.c "$(SHARE)/doc/potency/example.c"
	install -m 644 plots/potency.png plots/four.png plots/validation.png "$(SHARE)/doc/potency/plots"
	install -m 644 models/*.def "$(SHARE)/doc/potency/models"
	install -m 644 models/validation/* "$(SHARE)/doc/potency/models/validation"
	$(BUILD)/potency manual > "$(SHARE)/man/man1/potency.1"
	$(BUILD)/potency completion bash > "$(SHARE)/bash-completion/completions/potency"
	$(BUILD)/potency completion zsh > "$(SHARE)/zsh/site-functions/_potency"

example-log: $(BUILD)/potency
	sh models/logs/make_example.sh $(BUILD)/potency > $(BUILD)/example.csv
	mv $(BUILD)/example.csv models/logs/example.csv

dist:
	@sh sim/page/dist.sh $(BUILD)/page build potency-$(VERSION)

clean:
	rm -rf build

help:
	@sed -n 's/^## //p' Makefile

-include $(ALL_OBJ:.o=.d)
.SECONDARY:
.DELETE_ON_ERROR:
.PHONY: all core library objects everything setup setup-ci demo test run-tests test-cohort test-fit test-library test-sbml test-slurm page page-sources test-page test-same mutants stress same-bytes bench lint sanitize fuzz valgrind install example-log dist clean help FORCE
