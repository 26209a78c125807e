/* fuzz_ini.c -- any bytes as a parameter file.
 *
 * Lines at the end that start with "--set " are given as options.  What must hold:
 * reading ends, with or without findings, in rows or in messages of one line; without
 * findings the message is the first finding; an experiment without findings, written and
 * read again, is the same.
 *
 * Memory: the models' rows, the presets and three files in memory stay until the end.
 */
#define _GNU_SOURCE /* memfd_create */

#include <ctype.h>
#include <stdbool.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "sim/cli/cli.h"
#include "sim/study/advice.h"
#include "sim/study/arms.h"
#include "sim/study/subjects.h"
#include "sim/study/tables.h"
#include "tests/fuzz.h"

enum { SETS = 8, SET_SIZE = 400 };

/* What all inputs share. */
typedef struct {
    sim_session session;
    sim_tables tables; /* without rows: what figures draw from */
    sim_subjects subjects;
} world;

static const world *get_world(void)
{
    static world w;
    const sim_solution nothing = {.chain = &models_chains[0]};
    sim_error err = {""};

    if (w.session.chain) return &w;
    fuzz_demand(sim_session_open(&w.session, &models_chains[0], &err) == SIM_OK, err.text);
    fuzz_demand(sim_tables_init(&w.tables, &nothing, NULL, &err) == SIM_OK, err.text);
    fuzz_demand(sim_subjects_init(&w.subjects, w.session.chain, &err) == SIM_OK, err.text);
    return &w;
}

/* ---- files in memory ------------------------------------------------------- */

typedef struct {
    int number;
    char path[32];
} memory_file;

static void set_content(memory_file *file, const void *bytes, size_t size)
{
    if (file->number == 0) {
        file->number = memfd_create("fuzz", MFD_CLOEXEC);
        fuzz_demand(file->number > 0, "memfd_create");
        snprintf(file->path, sizeof file->path, "/proc/self/fd/%d", file->number);
    }
    fuzz_demand(ftruncate(file->number, 0) == 0, "ftruncate");
    fuzz_demand(pwrite(file->number, bytes, size, 0) == (ssize_t)size, "pwrite");
}

/* ---- options --------------------------------------------------------------- */

typedef struct {
    char text[SETS][SET_SIZE];
    const char *list[SETS];
    size_t n;
} options;

/* Takes the last lines that start with "--set " off the input; what is left of it. */
static size_t take_options(const uint8_t *data, size_t size, options *o)
{
    static const char start[] = "--set ";
    const size_t length = sizeof start - 1;

    for (o->n = 0; o->n < SETS; o->n++) {
        size_t end = size > 0 && data[size - 1] == '\n' ? size - 1 : size, at = end;

        while (at > 0 && data[at - 1] != '\n') at--;
        if (end - at < length || memcmp(data + at, start, length) != 0) break;
        snprintf(o->text[o->n], SET_SIZE, "%.*s", (int)(end - at - length),
                 (const char *)data + at + length);
        o->list[o->n] = o->text[o->n];
        size = at;
    }
    return size;
}

/* ---- messages -------------------------------------------------------------- */

static void check_line(const char *line)
{
    fuzz_demand(*line && strlen(line) < sizeof((sim_error *)NULL)->text, line);
    for (const char *c = line; *c; c++) fuzz_demand(!iscntrl((unsigned char)*c), line);
}

static void check_findings(const sim_findings *findings)
{
    for (size_t i = 0; i < findings->n; i++) check_line(findings->lines[i]);
}

/* Without findings, the first one of them is the error. */
static void check_first(sim_status status, const sim_error *err,
                        const sim_findings *findings)
{
    fuzz_demand((status == SIM_OK) == (findings->n == 0), err->text);
    if (status == SIM_OK) return;
    fuzz_demand(status == SIM_EPARSE || status == SIM_ENAME || status == SIM_EVALUE,
                err->text);
    fuzz_demand(strcmp(err->text, findings->lines[0]) == 0, err->text);
}

/* ---- rows ------------------------------------------------------------------ */

static sim_status read_rows(const memory_file *file, sim_ini *ini, sim_findings *findings,
                            sim_error *err)
{
    FILE *in = fopen(file->path, "rb");
    sim_status status;

    fuzz_demand(in != NULL, file->path);
    status = sim_ini_read(ini, "a.ini", in, findings, err);
    fuzz_demand(fclose(in) == 0, file->path);
    return status;
}

static bool has_header(const sim_ini *ini, size_t n, const char *section)
{
    for (size_t i = 0; i < n; i++) {
        if (!ini->rows[i].name && strcmp(ini->rows[i].section, section) == 0) return true;
    }
    return *section == '\0';
}

/* Rows have all their parts and stand in order, below a header of their section. */
static void check_rows(const sim_ini *ini)
{
    for (size_t i = 0; i < ini->n_rows; i++) {
        const sim_ini_row *row = &ini->rows[i];

        fuzz_demand(row->section && !row->name == !row->value, "a row lacks a part");
        fuzz_demand(i == 0 || row[-1].line < row->line, row->section);
        fuzz_demand(has_header(ini, i + 1, row->section), row->section);
    }
}

static void check_ini(const memory_file *file)
{
    sim_ini ini;
    sim_findings findings = {0};
    sim_error err = {""};

    fuzz_demand(read_rows(file, &ini, &findings, &err) == SIM_OK, err.text);
    check_findings(&findings);
    check_rows(&ini);
    sim_ini_free(&ini);
    check_first(read_rows(file, &ini, NULL, &err), &err, &findings);
    check_rows(&ini);
    sim_ini_free(&ini);
    sim_findings_free(&findings);
}

/* ---- experiments ----------------------------------------------------------- */

static sim_status read_experiment(const memory_file *file, const options *o,
                                  sim_experiment *e, sim_findings *findings, sim_error *err)
{
    const world *w = get_world();
    const sim_source source = {
        .file = file->path, .sets = o->list, .n_sets = o->n, .findings = findings};

    return sim_experiment_read(e, &w->session.catalog, &w->session.presets, &source, err);
}

/* Every value stands in its range, and figures are understood or refused. */
static void check_experiment(const sim_experiment *e)
{
    const world *w = get_world();
    const char *names[] = {"P2", "P5", "P8"};
    const sim_figure_world around = {&w->tables, &w->subjects.table,  names,
                                     3,          &w->session.catalog, &w->session.presets};
    sim_findings advice = {0};
    sim_error err = {""};

    for (size_t i = 0; i < e->n_arms; i++) {
        for (size_t r = 0; r < e->catalog->n; r++) {
            const sim_symbol *s = e->catalog->rows[r].symbol;
            const double value = e->arms[i].settings[r].value;

            if (s->kind == SIM_WORD)
                fuzz_demand(s->words((size_t)value), s->name);
            else
                fuzz_demand(value >= s->low && value <= s->high, s->name);
        }
    }
    for (size_t i = 0; i < e->figures.n; i++) {
        sim_drawing drawing;

        if (sim_drawing_init(&drawing, &e->figures.list[i], &around, &err) != SIM_OK)
            check_line(err.text);
        sim_drawing_free(&drawing);
    }
    fuzz_demand(sim_advice_equal_arms(e, &advice, &err) == SIM_OK, err.text);
    fuzz_demand(sim_advice_far_values(e, &advice, &err) == SIM_OK, err.text);
    check_findings(&advice);
    sim_findings_free(&advice);
}

static char *write_text(const sim_experiment *e, size_t *size)
{
    char *text = NULL;
    FILE *out = open_memstream(&text, size);

    fuzz_demand(out != NULL, "open_memstream");
    sim_experiment_write(e, out);
    fuzz_demand(fclose(out) == 0, "open_memstream");
    return text;
}

/* Written and read again it has the same values and is written the same. */
static void check_written(const sim_experiment *e)
{
    static memory_file written;
    const options none = {.n = 0};
    size_t size, size_again;
    char *text = write_text(e, &size), *text_again;
    sim_experiment again;
    sim_error err = {""};

    set_content(&written, text, size);
    fuzz_demand(read_experiment(&written, &none, &again, NULL, &err) == SIM_OK, err.text);
    fuzz_demand(sim_experiment_hash(e) == sim_experiment_hash(&again), text);
    text_again = write_text(&again, &size_again);
    fuzz_demand(strcmp(text, text_again) == 0, text_again);
    free(text_again);
    free(text);
    sim_experiment_free(&again);
}

static void check_reading(const memory_file *file, const options *o)
{
    sim_experiment e;
    sim_findings findings = {0};
    sim_error err = {""};

    fuzz_demand(read_experiment(file, o, &e, &findings, &err) == SIM_OK, err.text);
    check_findings(&findings);
    check_experiment(&e);
    if (findings.n == 0) check_written(&e);
    sim_experiment_free(&e);
    check_first(read_experiment(file, o, &e, NULL, &err), &err, &findings);
    sim_experiment_free(&e);
    sim_findings_free(&findings);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static memory_file file;
    options o;

    set_content(&file, data, take_options(data, size, &o));
    check_ini(&file);
    check_reading(&file, &o);
    return 0;
}
