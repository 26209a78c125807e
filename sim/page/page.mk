# page.mk -- the program as WebAssembly, from its own C and from sources of Debian's packages: made by
# `make page`, in the root folder, once `make all` has printed kernels, texts and letters.
MAKEFLAGS += -rR
BUILD  = build
OUT    = $(BUILD)/page
PAGE   = sim/page
CLANG  = clang
SOURCE = $(OUT)/source

all: $(OUT)/potency.wasm

# ---- flags: headers are those of wasi-libc, of the sources, and of sim/page/libraries; the mathematics
# is musl's, as it is natively, and two doubles are advanced at once
INCLUDED = -nostdlibinc -isystem $(PAGE)/libraries -isystem $(OUT)/include -isystem /usr/include/wasm32-wasi
TARGET   = --target=wasm32-wasi -msimd128 -ffp-contract=off $(INCLUDED)
FLAGS    = -std=c11 -D_XOPEN_SOURCE=700 -D_WASI_EMULATED_SIGNAL -fno-math-errno $(MATH:%=-fno-builtin-%) \
	-DMATHEMATICS_OF_MUSL -Dsim_exp_data=__exp_data -Dsim_pow_data=__pow_log_data -DR123_USE_GNU_UINT128=1
# What solves is to be fast; all else has to be fetched, and is small: that a text is read and a table is written
# costs little beside it.
FAST     = -Oz
$(OUT)/sim/engine/%.o $(OUT)/kernels/%.o: FAST = -O2
# An undeclared function would be called by other types than it has, and trap there.
WRONG    = -Werror=implicit-function-declaration -Werror=int-conversion -Werror=incompatible-pointer-types
COMPILE  = $(CLANG) $(FAST) -I. -MMD -MP -Wall -Wextra -Wpedantic -Wshadow $(WRONG) $(TARGET) $(FLAGS)
COMPILE_THEIRS = $(CLANG) -Oz -Wno-everything $(WRONG) -D_POSIX_C_SOURCE=200809L $(TARGET)
# Not optimized anew: clang would call wasm-opt, where there is one.
LINK     = $(CLANG) --target=wasm32-wasi -mexec-model=reactor -Wl,-z,stack-size=1048576,--max-memory=536870912 \
	-Wl,--strip-all,--compress-relocations,--fatal-warnings

# ---- ours: all but what reads and writes disks, or draws by libraries, for which sim/page has others
REPLACED = sim/io/files% sim/io/target.c sim/io/raw.c sim/io/scratch.c sim/io/store% sim/io/schema.c sim/io/sql.c \
	sim/io/xml.c sim/io/html.c sim/io/mathml.c sim/io/sbml% sim/study/keep.c sim/study/ledger.c sim/study/pick.c \
	sim/study/record.c sim/study/stored.c plots/cairo.c plots/formats.c plots/format_png.c plots/format_pdf.c
# Of the command line what these commands need: what nothing calls is not linked.
CALLED   = $(patsubst %,sim/cli/command_%.c,$(shell tr -s '[:punct:]' ' ' < $(PAGE)/commands.def | sed -n 's/^COMMAND \([a-z]*\) .*/\1/p'))
NOT_HERE = $(addprefix sim/cli/,main.c commands.c apart.c progress.c command_% dossier% listed%)
OURS = $(filter-out $(REPLACED) $(NOT_HERE),$(wildcard sim/*.c $(addprefix sim/,$(addsuffix /*.c,model engine study io cli page)) \
	models/*.c plots/*.c)) $(CALLED)
PRINTED = models/presets_data models/experiments_data models/stories_data plots/font_data
OBJ  = $(OURS:%.c=$(OUT)/%.o) $(PRINTED:%=$(OUT)/%.o) $(OUT)/kernels/base_1.o $(OUT)/kernels/base_2.o

$(OUT)/%.o: %.c
	@mkdir -p $(@D)
	@echo "  compile $@"
	@$(COMPILE) -c -o $@ $<
$(PRINTED:%=$(OUT)/%.o): $(OUT)/%.o: $(BUILD)/%.c
	@mkdir -p $(@D)
	@echo "  compile $@"
	@$(COMPILE) -c -o $@ $<
$(OUT)/kernels/base_%.o: $(BUILD)/kernels/lanes.c
	@mkdir -p $(@D)
	@echo "  compile $@"
	@$(COMPILE) -DLANES=$* -DKERNELS=sim_kernels_base_$* -c -o $@ $<
$(OUT)/sim/study/version.o: FLAGS += -DPOTENCY_VERSION='"$(VERSION)"' -DPOTENCY_BUILD_FLAGS='"-O2"'
$(OBJ): $(OUT)/flags | $(OUT)/include/ready
$(OUT)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(COMPILE) $(VERSION)' > $@.part
	@cmp -s $@.part $@ || cp $@.part $@
	@rm $@.part

# ---- theirs: of GSL the folders that we use, by the list of each
GSL_IN  = err sys rng cdf randist statistics sort rstat qrng ode-initval2 specfunc vector matrix block linalg blas \
	cblas permutation complex poly
GSL_C   = $(foreach in,$(GSL_IN),$(addprefix gsl/$(in)/,$(filter %.c,$(shell \
	sed -e ':a' -e '/\\$$/N; s/\\\n//; ta' $(SOURCE)/gsl/$(in)/Makefile.am | sed -n 's/^libgsl[a-z0-9]*_la_SOURCES *=//p'))))
ZLIB_C  = $(patsubst %,zlib/%.c,adler32 compress crc32 deflate inffast inflate inftrees trees uncompr zutil)
THEIRS  = $(GSL_C) $(ZLIB_C) libcsv/libcsv.c
THEIR_OBJ = $(THEIRS:%.c=$(OUT)/theirs/%.o) $(OUT)/letters/utf8proc.o

$(OUT)/theirs/%.o: $(SOURCE)/%.c | $(OUT)/include/ready
	@mkdir -p $(@D)
	@$(COMPILE_THEIRS) -DHAVE_CONFIG_H -I$(SOURCE)/gsl -I$(<D) -c -o $@ $<

# Of utf8proc the code as it is, with its tables packed: print.c says how, check.c whether they are the same.
LETTERS = $(OUT)/letters
NATIVE  = cc -O1 -I. -I$(SOURCE)/utf8proc -I$(LETTERS)
$(LETTERS)/utf8proc.o: $(PAGE)/letters/print.c $(PAGE)/letters/unpack.c $(PAGE)/letters/check.c $(PAGE)/letters/fields.h
	@mkdir -p $(@D)
	@echo "  print $(LETTERS)/letters.c"
	@$(NATIVE) -o $(LETTERS)/print $(PAGE)/letters/print.c && $(LETTERS)/print > $(LETTERS)/letters.c
	@$(NATIVE) -o $(LETTERS)/check $(PAGE)/letters/check.c && $(LETTERS)/check
	@cp $(SOURCE)/utf8proc/utf8proc.c $(LETTERS) && cp $(LETTERS)/letters.c $(LETTERS)/utf8proc_data.c
	@$(COMPILE_THEIRS) -I. -I$(SOURCE)/utf8proc -c -o $@ $(LETTERS)/utf8proc.c

# Its list of machines is older than WebAssembly.
$(SOURCE)/gsl/config.h:
	@echo "  configure gsl"
	@cd $(@D) && cp /usr/share/misc/config.sub /usr/share/misc/config.guess . && \
	{ ./configure --host=wasm32-wasi --disable-shared CC='$(CLANG) --target=wasm32-wasi' \
	CFLAGS='-O2 -nostdlibinc -isystem /usr/include/wasm32-wasi' > configure.log 2>&1 || { tail -n 5 configure.log; exit 1; }; }

# Random123 names the machines that it was tried on.
$(OUT)/include/ready: $(SOURCE)/gsl/config.h
	@rm -rf $(@D) && mkdir -p $(@D)/gsl
	@cp $(SOURCE)/gsl/gsl_*.h $(SOURCE)/gsl/*/gsl_*.h $(@D)/gsl
	@cp $(SOURCE)/libcsv/csv.h $(SOURCE)/utf8proc/utf8proc.h $(SOURCE)/zlib/zlib.h $(SOURCE)/zlib/zconf.h $(@D)
	@cp -r /usr/include/Random123 $(@D)
	@sed -i 's/^#if !defined(__x86_64__)/& \&\& !defined(__wasm__)/' $(@D)/Random123/features/gccfeatures.h
	@touch $@

$(OUT)/potency.wasm: $(OBJ) $(THEIR_OBJ)
	@echo "  link $@"
	@$(LINK) -o $@ $^ -lwasi-emulated-signal -lm

-include $(wildcard $(OBJ:.o=.d))
.DELETE_ON_ERROR:
.PHONY: all FORCE
