/* dossier_tables.c -- the tables of a report: the summary first, what is short whole, courses
 * thinned, and what is longer left to its file; of a sweep some of its points. */
#include <stdlib.h>
#include <string.h>

#include "sim/cli/dossier.h"
#include "sim/io/csv.h"
#include "sim/io/text.h"

enum {
    PATH_SIZE = 4096,
    NAME_SIZE = SIM_FILES_NAME + 64,
    ARMS_MOST = 24,     /* columns of the summary */
    WHOLE_MOST = 300,   /* rows of a table that is shown whole, */
    WHOLE_CELLS = 4000, /* and its cells */
    THIN_ROWS = 60,     /* of one that is thinned */
    POINTS_MOST = 120   /* rows of a sweep */
};

static const char summary_file[] = "summary.csv";

/* ---- columns.csv ------------------------------------------------------------- */

static sim_status take_described(void *self, size_t line, const sim_cell cells[],
                                 sim_error *err)
{
    sim_dossier *d = self;
    const char *texts[4];

    (void)line;
    if (!sim_memory_grow(&d->described, d->n_described, sizeof *d->described))
        return sim_fail_memory(err, "report");
    for (size_t i = 0; i < 4; i++) {
        texts[i] = sim_dossier_keep(d, cells[i].text ? cells[i].text : "");
        if (!texts[i]) return sim_fail_memory(err, "report");
    }
    d->described[d->n_described++] =
        (sim_described){texts[0], texts[1], texts[2], texts[3]};
    return SIM_OK;
}

static sim_status read_columns(sim_dossier *d, sim_error *err)
{
    char path[PATH_SIZE];
    sim_rows_from from = {.file = path, .layout = &sim_columns_layout};
    sim_status status;

    snprintf(path, sizeof path, "%s/columns.csv", d->dir);
    status = sim_files_read(path, &from.in, err);
    if (status != SIM_OK) return status;
    status = sim_rows_read(&from, take_described, d, err);
    fclose(from.in);
    return status;
}

static const sim_described *find_described(const sim_dossier *d, const char *file,
                                           const char *column)
{
    for (size_t i = 0; i < d->n_described; i++) {
        const sim_described *one = &d->described[i];

        if (strcmp(one->file, file) == 0 && strcmp(one->column, column) == 0) return one;
    }
    return NULL;
}

static void write_unit(sim_xml *xml, const char *unit)
{
    if (!unit || *unit == '\0' || strcmp(unit, "1") == 0) return;
    sim_xml_text(xml, " ");
    sim_html_open(xml, "span", "unit");
    sim_xml_text(xml, unit);
    sim_xml_close(xml);
}

static void write_header(sim_xml *xml, const char *name, const char *unit)
{
    sim_xml_open(xml, "th");
    sim_xml_attribute(xml, "scope", "col");
    sim_xml_text(xml, name);
    write_unit(xml, unit);
    sim_xml_close(xml);
}

/* ---- the summary --------------------------------------------------------------- */

/* A row a number, a column an arm: what people read along. */
static void write_summary(const sim_dossier *d, const sim_table *table)
{
    const size_t n = table->n_rows < ARMS_MOST ? table->n_rows : ARMS_MOST;
    sim_xml *xml = d->xml;

    sim_html_open_table(xml, "What each arm comes to (summary.csv)");
    sim_xml_open(xml, "thead");
    sim_xml_open(xml, "tr");
    sim_html_head_cell(xml, "col", "number");
    for (size_t row = 0; row < n; row++) sim_html_head_cell(xml, "col", table->keys[row]);
    sim_xml_close(xml);
    sim_html_close(xml);
    sim_xml_open(xml, "tbody");
    for (size_t i = 0; i < table->n_columns; i++) {
        sim_xml_open(xml, "tr");
        sim_xml_open(xml, "th");
        sim_xml_attribute(xml, "scope", "row");
        sim_xml_text(xml, table->columns[i].meaning);
        write_unit(xml, table->columns[i].unit);
        sim_xml_close(xml);
        for (size_t row = 0; row < n; row++) {
            sim_html_number_cell(xml, sim_table_cell(table, row, i));
        }
        sim_html_close(xml);
    }
    sim_html_close(xml);
    sim_html_close_table(xml);
    if (n < table->n_rows)
        sim_html_element(xml, "p", "More arms than have room here are in summary.csv.");
}

/* ---- any table -------------------------------------------------------------------- */

/* A table is read twice: to count the rows of each key, which stand together, and to show as
 * many of each as there is room for. */
typedef struct {
    const sim_dossier *d;
    const char *file;
    bool shows;
    size_t *runs; /* [n_runs] rows of each key */
    size_t n_runs, n_rows, n_columns;
    size_t run, row; /* the one in hand, and which row of it */
    size_t room;     /* rows of a run that are shown */
    char *key;       /* of the run in hand */
    size_t hidden;   /* a column that is not shown; 0: all are */
} reading;

static sim_status start_run(reading *r, const char *key, sim_error *err)
{
    free(r->key);
    r->key = sim_text_copy(key);
    if (!r->key || !sim_memory_grow(&r->runs, r->n_runs, sizeof *r->runs))
        return sim_fail_memory(err, "report");
    if (!r->shows) r->runs[r->n_runs++] = 0;
    return SIM_OK;
}

static sim_status count_row(reading *r, const sim_csv_row *row, sim_error *err)
{
    sim_status status = SIM_OK;

    if (!r->key || strcmp(r->key, row->field[0]) != 0)
        status = start_run(r, row->field[0], err);
    if (status != SIM_OK) return status;
    r->runs[r->n_runs - 1]++;
    r->n_rows++;
    return SIM_OK;
}

/* Evenly, with the first and the last. */
static bool is_shown(const reading *r)
{
    const size_t n = r->runs[r->run], step = (n + r->room - 1) / r->room;

    return r->row % step == 0 || r->row + 1 == n;
}

static void write_header_row(const reading *r, const sim_csv_row *row)
{
    sim_xml *xml = r->d->xml;

    sim_xml_open(xml, "thead");
    sim_xml_open(xml, "tr");
    for (size_t i = 0; i < row->n; i++) {
        const sim_described *column = find_described(r->d, r->file, row->field[i]);

        if (i > 0 && i == r->hidden) continue;
        write_header(xml, row->field[i], column ? column->unit : NULL);
    }
    sim_xml_close(xml);
    sim_html_close(xml);
    sim_xml_open(xml, "tbody");
}

static void write_cell(sim_xml *xml, const char *text)
{
    double number;

    if (*text && sim_number_parse(text, &number)) {
        sim_html_number_cell(xml, number);
        return;
    }
    sim_html_plain_cell(xml, text);
}

static void show_row(reading *r, const sim_csv_row *row)
{
    sim_xml *xml = r->d->xml;

    while (r->row == r->runs[r->run]) {
        r->run++;
        r->row = 0;
    }
    if (is_shown(r)) {
        sim_xml_open(xml, "tr");
        if (*row->field[0])
            sim_html_head_cell(xml, "row", row->field[0]);
        else
            sim_html_plain_cell(xml, ""); /* nothing heads it */
        for (size_t i = 1; i < row->n; i++)
            if (i != r->hidden) write_cell(xml, row->field[i]);
        sim_html_close(xml);
    }
    r->row++;
}

/* Lines of a file that was read are others where all is made again from the page. */
static void find_hidden(reading *r, const sim_csv_row *row)
{
    for (size_t i = 1; i < row->n; i++)
        if (r->d->fit && strcmp(row->field[i], "line") == 0) r->hidden = i;
}

static sim_status take_row(void *self, const sim_csv_row *row, sim_error *err)
{
    reading *r = self;

    if (row->is_header) {
        r->n_columns = row->n;
        find_hidden(r, row);
        if (r->shows) write_header_row(r, row);
        return SIM_OK;
    }
    if (!r->shows) return count_row(r, row, err);
    show_row(r, row);
    return SIM_OK;
}

static sim_status read_table(reading *r, sim_error *err)
{
    char path[PATH_SIZE];
    sim_csv_input input = {NULL, path, "a folder as the run wrote it"};
    sim_status status;

    snprintf(path, sizeof path, "%s/%s", r->d->dir, r->file);
    status = sim_files_read(path, &input.in, err);
    if (status != SIM_OK) return status;
    status = sim_csv_take_all(&input, take_row, r, err);
    fclose(input.in);
    return status;
}

/* Courses and what happened on them are worth a look at some rows; draws by themselves are
 * not. */
static bool is_of_run(const sim_dossier *d, const char *file)
{
    const sim_tables *tables = &d->job->tables;
    char name[NAME_SIZE];

    for (size_t i = 0; i < tables->n; i++) {
        snprintf(name, sizeof name, "%s.csv", tables->table[i].name);
        if (strcmp(name, file) == 0) return true;
    }
    return false;
}

static void print_caption(const reading *r, bool is_thin, char caption[NAME_SIZE])
{
    if (is_thin)
        snprintf(caption, NAME_SIZE, "some of the %zu rows of %s", r->n_rows, r->file);
    else
        snprintf(caption, NAME_SIZE, "%s, all %zu rows", r->file, r->n_rows);
}

static sim_status show_table(reading *r, bool is_thin, sim_error *err)
{
    const bool is_alone = r->d->job->tables.n == 0 && !r->d->trial &&
                          !r->d->fit; /* there is no summary above it */
    sim_xml *xml = r->d->xml;
    char caption[NAME_SIZE];
    sim_status status;

    r->shows = true;
    r->room = is_thin ? THIN_ROWS / r->n_runs + 2 : r->n_rows;
    print_caption(r, is_thin, caption);
    if (!is_alone) sim_xml_open(xml, "details");
    if (!is_alone) sim_html_element(xml, "summary", r->file);
    sim_html_open_table(xml, caption);
    status = read_table(r, err);
    sim_html_close(xml);
    sim_html_close_table(xml);
    if (!is_alone) sim_html_close(xml);
    return status;
}

static bool is_long(const reading *r)
{
    return r->n_rows > WHOLE_MOST || r->n_rows * r->n_columns > WHOLE_CELLS;
}

static sim_status write_table(const sim_dossier *d, const char *file, sim_error *err)
{
    reading r = {.d = d, .file = file};
    char text[NAME_SIZE];
    sim_status status = read_table(&r, err);

    if (status == SIM_OK && r.n_rows > 0) {
        if (!is_long(&r) || is_of_run(d, file)) {
            status = show_table(&r, is_long(&r), err);
        } else {
            snprintf(text, sizeof text, "%s has %zu rows, which are left to it.", file,
                     r.n_rows);
            sim_html_element(d->xml, "p", text);
        }
    }
    free(r.key);
    free(r.runs);
    return status;
}

/* ---- all of a folder ---------------------------------------------------------------- */

static bool is_table(const char *file)
{
    static const char *const others[] = {"columns.csv", "figures.csv", summary_file};
    const size_t n = strlen(file), end = strlen(".csv");

    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(file, others[i]) == 0) return false;
    return n > end && strcmp(file + n - end, ".csv") == 0;
}

static bool has_table(const sim_dossier *d, const char *file)
{
    for (size_t i = 0; i < d->n_described; i++)
        if (strcmp(d->described[i].file, file) == 0) return true;
    return false;
}

static void write_meanings(const sim_dossier *d)
{
    sim_xml_open(d->xml, "details");
    sim_html_element(d->xml, "summary", "What the columns are");
    for (size_t i = 0; i < d->n_described; i++) {
        const sim_described *one = &d->described[i];
        const bool starts = i == 0 || strcmp(one->file, d->described[i - 1].file) != 0;

        if (starts && i > 0) sim_html_close(d->xml);
        if (starts) {
            sim_html_element(d->xml, "h3", one->file);
            sim_xml_open(d->xml, "dl");
        }
        sim_html_element(d->xml, "dt", one->column);
        sim_xml_open(d->xml, "dd");
        sim_xml_text(d->xml, one->meaning);
        write_unit(d->xml, one->unit);
        sim_html_close(d->xml);
    }
    if (d->n_described > 0) sim_html_close(d->xml);
    sim_html_close(d->xml);
}

sim_status sim_dossier_write_tables(sim_dossier *d, sim_error *err)
{
    const sim_tables *tables = &d->job->tables;
    sim_status status = read_columns(d, err);

    if (status != SIM_OK) return status;
    sim_html_element(d->xml, "h2", "Numbers");
    if (tables->n > 0) write_summary(d, &tables->table[tables->summary]);
    for (size_t i = 0; status == SIM_OK && i < d->written->n; i++) {
        const char *file = d->written->row[i].name;

        if (is_table(file) && has_table(d, file)) status = write_table(d, file, err);
    }
    write_meanings(d);
    return status;
}

/* ---- points of a sweep ---------------------------------------------------------------- */

typedef struct {
    const sim_dossier *d;
    const sim_plan *plan;
    size_t number; /* of those of the store */
    size_t row, step;
} points;

static void write_input(sim_xml *xml, const sim_store_input *input)
{
    if (input->word)
        sim_html_plain_cell(xml, input->word);
    else
        sim_html_number_cell(xml, input->number);
}

static sim_status take_point(void *self, const sim_store_row *row, sim_error *err)
{
    points *p = self;
    sim_xml *xml = p->d->xml;
    char text[32];

    (void)err;
    if (p->row++ % p->step != 0) return SIM_OK;
    sim_xml_open(xml, "tr");
    snprintf(text, sizeof text, "%zu", row->point);
    sim_html_head_cell(xml, "row", text);
    write_cell(xml, row->arm_name);
    for (size_t i = 0; i < p->plan->form.n_inputs; i++) write_input(xml, &row->inputs[i]);
    sim_html_number_cell(xml, row->numbers[p->number]);
    write_cell(xml, row->reason ? row->reason : row->status);
    sim_html_close(xml);
    return SIM_OK;
}

static void write_point_headers(const points *p)
{
    const sim_store_form *form = &p->plan->form;
    sim_xml *xml = p->d->xml;

    sim_xml_open(xml, "thead");
    sim_xml_open(xml, "tr");
    sim_html_head_cell(xml, "col", "point");
    sim_html_head_cell(xml, "col", "arm");
    for (size_t i = 0; i < form->n_inputs; i++)
        write_header(xml, form->inputs[i].name, form->inputs[i].unit);
    write_header(xml, form->numbers[p->number].meaning, form->numbers[p->number].unit);
    sim_html_head_cell(xml, "col", "what came of it");
    sim_xml_close(xml);
    sim_html_close(xml);
    sim_xml_open(xml, "tbody");
}

static void write_tally(const sim_dossier *d, const sim_stored_tally *t)
{
    const size_t n_arms = d->record->plan.form.n_arms;
    char text[1024];

    snprintf(
        text, sizeof text,
        "%zu of %zu points are there, in %zu arm%s: of %zu rows %zu were refused and %zu "
        "failed.",
        t->points, d->record->plan.n, n_arms, n_arms == 1 ? "" : "s", t->rows, t->refused,
        t->failed);
    sim_html_element(d->xml, "p", text);
    if (*t->reason == '\0') return;
    snprintf(text, sizeof text, "What refused most of them: %s. For example: %s",
             *t->condition ? t->condition : "the solver", t->reason);
    sim_html_element(d->xml, "p", text);
}

static void write_axes(const sim_dossier *d)
{
    char text[4096];

    sim_plan_print_axes(&d->record->plan, text, sizeof text);
    sim_html_element(d->xml, "h3", "What was varied");
    sim_html_element(d->xml, "p", text);
}

sim_status sim_dossier_write_points(sim_dossier *d, sim_error *err)
{
    points p = {.d = d, .plan = &d->record->plan};
    sim_stored_tally tally;
    char caption[NAME_SIZE];
    sim_status status = sim_plan_find_number(p.plan, NULL, &p.number, err);

    if (status == SIM_OK) status = sim_stored_count(&d->record->store, &tally, err);
    if (status != SIM_OK) return status;
    p.step = tally.rows / POINTS_MOST + 1;
    sim_html_element(d->xml, "h2", "Numbers");
    write_axes(d);
    write_tally(d, &tally);
    snprintf(caption, sizeof caption, "%s of the sweep",
             p.step == 1 ? "All points" : "Some of the points");
    sim_html_open_table(d->xml, caption);
    write_point_headers(&p);
    status = sim_store_each_row(&d->record->store, 0, take_point, &p, err);
    sim_html_close(d->xml);
    sim_html_close_table(d->xml);
    return status;
}
