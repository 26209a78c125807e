/* command_explore.c -- potency explore [FILE]: the page that holds the program, which starts with
 * the experiment of FILE. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "sim/cli/cli.h"
#include "sim/cli/held.h"
#include "sim/cli/one_file.h"
#include "sim/cli/progress.h"
#include "sim/cli/running.h"
#include "sim/cli/solving.h"
#include "sim/io/memory.h"
#include "sim/io/rows.h"

/* Bytes of a parameter file at most: a thousand times what the longest of ours has would be
 * data, and the page's address holds what is opened. */
enum { START_MOST = 1 << 20 };

/* Where the page takes what it starts with: JSON in a script that no browser runs. */
static const char start_mark[] = "<script type=\"text/plain\" id=\"start\">";

typedef struct {
    sim_arguments shared; /* its dir is the name of the page */
} explore_options;

static const sim_option options[] = {
    {"output", 'o', "FILE", "The page (potency.html)",
     SIM_INTO(explore_options, shared.dir)},
    {0},
};

typedef struct {
    explore_options options;
    const char *page, *start; /* the whole; where in it stands what it starts with */
    sim_memory text, json;    /* of the file; as JSON */
    sim_one_file file;
} explore_state;

/* ---- the page -------------------------------------------------------------------------- */

static sim_status find_page(explore_state *s, sim_error *err)
{
    const char *mark;

    s->page = sim_held_pages->text;
    if (!s->page)
        return sim_fail(err, SIM_EIO,
                        "this program holds no page; `make page` in its folder of sources, "
                        "which makes one and builds it in, would be right");
    mark = strstr(s->page, start_mark);
    if (!mark)
        return sim_fail(
            err, SIM_EIO,
            "the page that this program holds is not one; `make page` anew would "
            "be right");
    s->start = mark + strlen(start_mark);
    if (sim_held_is_other)
        fprintf(stderr,
                "the page was made of other sources than this program, and may say other "
                "numbers; `make page` makes it anew\n");
    return SIM_OK;
}

/* ---- the file -------------------------------------------------------------------------- */

/* Whole, as bytes that are NUL would end it. */
static sim_status read_start(explore_state *s, sim_error *err)
{
    const char *path = s->options.shared.argument;
    char bytes[4096];
    FILE *in = NULL;
    size_t n, all = 0;
    sim_status status = sim_files_read(path, &in, err);

    if (status != SIM_OK) return status;
    status = sim_memory_open(&s->text, path, err);
    errno = 0;
    while (status == SIM_OK && all <= START_MOST &&
           (n = fread(bytes, 1, sizeof bytes, in)) > 0)
        all += fwrite(bytes, 1, n, s->text.stream);
    if (status == SIM_OK && ferror(in))
        status = sim_fail(err, SIM_EIO, "%s: cannot be read: %s", path, strerror(errno));
    fclose(in);
    if (status == SIM_OK) status = sim_memory_close(&s->text, path, err);
    if (status != SIM_OK || all <= START_MOST) return status;
    return sim_fail(err, SIM_EVALUE,
                    "%s: has more than %d bytes; a parameter file of fewer would be right",
                    path, START_MOST);
}

/* A page has no files beside it: what its experiment reads must stand in it. */
static sim_status check_data(const sim_job *job, sim_error *err)
{
    const sim_data_list *data = &job->experiment.data;

    for (size_t i = 0; i < data->n; i++) {
        const sim_data_row *row = sim_data_find(&data->list[i], "file");

        if (row)
            return sim_data_refuse(row, err,
                                   "is a file that a page does not have; columns = and "
                                   "row 1 =, as `potency run` writes them into run.ini, "
                                   "would be right");
    }
    return SIM_OK;
}

/* Solved as run does, which says what is wrong with it; a NUL is told of where a file is read. */
static sim_status check_start(explore_state *s, sim_error *err)
{
    const sim_many_options many = {0};
    const bool is_text = strlen(s->text.bytes) == s->text.size;
    sim_running r = {.options = {.many = &many}};
    sim_source source = sim_arguments_source(&s->options.shared);
    sim_status status;

    if (is_text) source.text = s->text.bytes;
    status = sim_job_read(&r.job, &source, err);
    if (status == SIM_OK && !is_text)
        status = sim_fail(err, SIM_EVALUE,
                          "%s: has bytes that are 0; a text would be right", source.file);
    if (status == SIM_OK) status = check_data(&r.job, err);
    if (status == SIM_OK) status = sim_running_solve(&r, err);
    for (size_t i = 0; status == SIM_OK && i < r.warnings.n; i++)
        fprintf(stderr, "warning: %s\n", r.warnings.lines[i]);
    sim_running_free(&r);
    return status;
}

static sim_status make_json(explore_state *s, sim_error *err)
{
    const char *path = s->options.shared.argument;
    sim_status status = sim_memory_open(&s->json, path, err);

    if (status == SIM_OK) {
        FILE *out = s->json.stream;
        bool is_done;

        fputs("{\"text\": ", out);
        is_done = sim_json_write_text(s->text.bytes, out);
        fputc('}', out);
        status = sim_memory_close(&s->json, path, err);
        if (status == SIM_OK && !is_done) status = sim_fail_memory(err, path);
    }
    return status;
}

static sim_status take_start(explore_state *s, sim_error *err)
{
    sim_status status;

    if (!s->options.shared.argument) return SIM_OK;
    status = read_start(s, err);
    if (status == SIM_OK) status = check_start(s, err);
    return status == SIM_OK ? make_json(s, err) : status;
}

/* ---- the command ----------------------------------------------------------------------- */

/* Nothing in a text of JSON ends a script, or begins a comment there, but what starts so. */
static void write_json(const char *json, FILE *out)
{
    for (const char *c = json; *c; c++)
        if (*c == '<')
            fputs("\\u003c", out);
        else
            fputc(*c, out);
}

static void write_page(const explore_state *s, FILE *out)
{
    fwrite(s->page, 1, (size_t)(s->start - s->page), out);
    if (s->json.bytes) write_json(s->json.bytes, out);
    fputs(s->start, out);
}

static sim_status work(void *self, sim_error *err)
{
    explore_state *s = self;
    FILE *out = NULL;
    sim_status status = sim_one_file_claim(&s->file, s->options.shared.dir, "explore",
                                           s->options.shared.argument, err);

    if (status == SIM_OK) status = take_start(s, err);
    if (status == SIM_OK) status = sim_one_file_open(&s->file, &out, err);
    if (status == SIM_OK) write_page(s, out);
    if (status == SIM_OK) status = sim_files_commit(&s->file.files, err);
    sim_files_leave(&s->file.files);
    return status;
}

static sim_status call(const sim_call *how, sim_error *err)
{
    explore_state s = {.options = {.shared.dir = "potency.html"}};
    sim_status status;

    sim_options_read(how, &s.options);
    status = find_page(&s, err);
    if (status == SIM_OK) status = sim_signals_hold(work, &s, err);
    if (status == SIM_OK) {
        sim_files_print(&s.file.files, stdout);
        printf("\na double click opens it in a browser; it asks for no network\n%s\n",
               sim_disclaimer);
    }
    sim_files_free(&s.file.files);
    sim_memory_free(&s.json);
    sim_memory_free(&s.text);
    return status;
}

const sim_command sim_command_explore = {.options = options, .call = call};
