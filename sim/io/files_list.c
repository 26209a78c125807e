/* files_list.c -- of files.h: reading, digests, and what a folder lists. */
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <nettle/base16.h>
#include <nettle/sha2.h>

#include "sim/io/files_parts.h"
#include "sim/io/rows.h"
#include "sim/io/sections.h"

enum { FILE_NAME, BYTES, DIGEST, OF, WITHOUT_FIGURES };
static const sim_column columns[] = {
    [FILE_NAME] = {"file", "1", "name of the file", SIM_CELL_TEXT},
    [BYTES] = {"bytes", "byte", "its size", SIM_CELL_WHOLE},
    [DIGEST] = {"digest", "1", "its SHA-256", SIM_CELL_TEXT},
    [OF] = {"of", "1", "what it belongs to: a command or a database", SIM_CELL_TEXT},
    [WITHOUT_FIGURES] = {"without_figures", "1",
                         "of an INI file, the SHA-256 of what stands outside its [figure] "
                         "sections",
                         SIM_CELL_TEXT},
};
static const sim_layout layout = SIM_LAYOUT("files", columns);

/* ---- files ------------------------------------------------------------------ */

bool sim_files_is_folder(const char *path)
{
    struct stat about;

    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

sim_status sim_files_read(const char *path, FILE **in, sim_error *err)
{
    if (sim_files_is_folder(path))
        return sim_fail(err, SIM_EIO, "%s: is a folder; a file would be right", path);
    *in = fopen(path, "rb");
    if (*in) return SIM_OK;
    return sim_fail(err, SIM_EIO, "%s: cannot be read: %s", sim_path_shown(path),
                    strerror(errno));
}

sim_status sim_files_read_text(const char *path, char **text, sim_error *err)
{
    FILE *in = NULL;
    size_t size = 0;
    sim_status status = sim_files_read(path, &in, err);

    *text = NULL;
    if (status != SIM_OK) return status;
    errno = 0;
    if (getdelim(text, &size, '\0', in) < 0) {
        free(*text);
        *text = NULL;
        if (ferror(in) || errno != 0)
            status = sim_fail(err, SIM_EIO, "%s: cannot be read: %s", sim_path_shown(path),
                              strerror(errno));
        else if (!(*text = calloc(1, 1)))
            status = sim_fail_memory(err, path);
    }
    fclose(in);
    return status;
}

/* ---- digests --------------------------------------------------------------- */

static bool ends_with(const char *text, const char *ending)
{
    const size_t n = strlen(text), m = strlen(ending);

    return n > m && strcmp(text + n - m, ending) == 0;
}

static bool is_blank(const char *line, size_t length)
{
    return strspn(line, " \t\r\n") >= length;
}

static void end_digest(struct sha256_ctx *sum, char digest[SIM_DIGEST])
{
    uint8_t bytes[SHA256_DIGEST_SIZE];

    sha256_digest(sum, sizeof bytes, bytes);
    base16_encode_update(digest, sizeof bytes, bytes);
    digest[SIM_DIGEST - 1] = '\0';
}

/* Of all lines but those of [figure] sections, which also end at no comment or blank line;
 * the comments at the head, which say how it was made, count. */
static void digest_without_figures(const char *text, char digest[SIM_DIGEST])
{
    bool in_head = true, in_figure = false;
    struct sha256_ctx sum;

    sha256_init(&sum);
    for (const char *line = text; *line;) {
        const char *end = strchr(line, '\n');
        const size_t length = end ? (size_t)(end - line) + 1 : strlen(line);

        if (*line == '[') {
            in_head = false;
            in_figure = sim_section_kind_of(line + 1) == SIM_SECTION_FIGURE;
        }
        if (!in_figure && !is_blank(line, length) && (in_head || *line != '#'))
            sha256_update(&sum, length, (const uint8_t *)line);
        line += length;
    }
    end_digest(&sum, digest);
}

static sim_status measure_bytes(sim_files_row *row, const char *path, sim_error *err)
{
    uint8_t bytes[1 << 14];
    FILE *in = NULL;
    struct sha256_ctx sum;
    sim_status status = sim_files_read(path, &in, err);

    if (status != SIM_OK) return status;
    sha256_init(&sum);
    row->bytes = 0;
    for (size_t n; (n = fread(bytes, 1, sizeof bytes, in)) > 0; row->bytes += n)
        sha256_update(&sum, n, bytes);
    if (ferror(in))
        status = sim_fail(err, SIM_EIO, "%s: cannot be read: %s", path, strerror(errno));
    end_digest(&sum, row->digest);
    fclose(in);
    return status;
}

sim_status sim_files_row_measure(sim_files_row *row, const char *path, sim_error *err)
{
    char *text = NULL;
    sim_status status = measure_bytes(row, path, err);

    row->without_figures[0] = '\0';
    if (status != SIM_OK || !ends_with(row->name, ".ini")) return status;
    status = sim_files_read_text(path, &text, err);
    if (status == SIM_OK) digest_without_figures(text, row->without_figures);
    free(text);
    return status;
}

sim_status sim_files_row_compare(const sim_files_row *row, const char *path,
                                 sim_standing *standing, sim_error *err)
{
    sim_files_row there = *row;
    struct stat about;
    sim_status status;

    *standing = SIM_ABSENT;
    if (lstat(path, &about) != 0) return SIM_OK;
    *standing = SIM_CHANGED;
    if (!S_ISREG(about.st_mode) || (uintmax_t)about.st_size != row->bytes) return SIM_OK;
    status = sim_files_row_measure(&there, path, err);
    if (status == SIM_OK && strcmp(there.digest, row->digest) == 0)
        *standing = SIM_AS_LISTED;
    return status;
}

/* ---- names ----------------------------------------------------------------- */

/* Without control characters, which a terminal would obey. */
static bool is_quiet(const char *text)
{
    for (const unsigned char *c = (const unsigned char *)text; *c; c++) {
        if (*c < ' ' || *c == 0x7f || (*c == 0xc2 && c[1] >= 0x80 && c[1] < 0xa0))
            return false;
    }
    return strlen(text) < SIM_FILES_NAME;
}

bool sim_files_name_is_right(const char *name)
{
    return *name && !strchr(name, '/') && is_quiet(name) && strcmp(name, ".") != 0 &&
           strcmp(name, "..") != 0 && strcmp(name, SIM_ROOM) != 0 &&
           strcmp(name, SIM_LIST) != 0;
}

/* ---- lists ----------------------------------------------------------------- */

static size_t place_of(const sim_files_list *list, const char *name)
{
    size_t i = 0;

    while (i < list->n && strcmp(list->row[i].name, name) < 0) i++;
    return i;
}

const sim_files_row *sim_files_list_find(const sim_files_list *list, const char *name)
{
    const size_t i = place_of(list, name);

    return i < list->n && strcmp(list->row[i].name, name) == 0 ? &list->row[i] : NULL;
}

bool sim_files_list_is_of_other(const sim_files_list *list)
{
    const sim_files_row *ini = sim_files_list_find(list, "run.ini");

    return ini && strcmp(ini->of, SIM_FILES_OF_RUN) != 0 &&
           !sim_files_list_find(list, "summary.csv");
}

sim_status sim_files_list_put(sim_files_list *list, const sim_files_row *row,
                              sim_error *err)
{
    const size_t i = place_of(list, row->name);
    sim_files_row *grown;

    if (i < list->n && strcmp(list->row[i].name, row->name) == 0) {
        list->row[i] = *row;
        return SIM_OK;
    }
    grown = realloc(list->row, (list->n + 1) * sizeof *grown);
    if (!grown) return sim_fail_memory(err, SIM_LIST);
    memmove(&grown[i + 1], &grown[i], (list->n - i) * sizeof *grown);
    grown[i] = *row;
    list->row = grown;
    list->n++;
    return SIM_OK;
}

void sim_files_list_drop(sim_files_list *list, const char *name)
{
    const size_t i = place_of(list, name);

    if (i == list->n || strcmp(list->row[i].name, name) != 0) return;
    memmove(&list->row[i], &list->row[i + 1], (list->n - i - 1) * sizeof *list->row);
    list->n--;
}

void sim_files_list_free(sim_files_list *list)
{
    free(list->row);
    *list = (sim_files_list){0};
}

void sim_files_list_write(const sim_files_list *list, FILE *out)
{
    sim_rows rows;
    sim_error none;

    sim_rows_start(&rows, &layout, &(sim_rows_to){.csv = out});
    for (size_t i = 0; i < list->n; i++) {
        const sim_files_row *row = &list->row[i];

        sim_rows_text(&rows, row->name);
        sim_rows_whole(&rows, row->bytes);
        sim_rows_text(&rows, row->digest);
        sim_rows_text(&rows, row->of);
        sim_rows_text(&rows, row->without_figures);
    }
    (void)sim_rows_end(&rows, &none); /* CSV takes no memory */
}

/* ---- reading --------------------------------------------------------------- */

static const char no_row[] = "is no row of a list that this program writes; the file as it "
                             "was written, or another folder, would be right";

typedef struct {
    sim_rows_from from;
    sim_files_list *list;
} reader;

static bool is_digest(const char *text)
{
    return strlen(text) == SIM_DIGEST - 1 &&
           strspn(text, "0123456789abcdef") == SIM_DIGEST - 1;
}

static bool understand(const sim_cell cells[], sim_files_row *row)
{
    const double bytes = cells[BYTES].number;

    *row = (sim_files_row){.bytes = 0};
    if (!sim_files_name_is_right(cells[FILE_NAME].text) || !is_digest(cells[DIGEST].text) ||
        !is_quiet(cells[OF].text) ||
        (*cells[WITHOUT_FIGURES].text && !is_digest(cells[WITHOUT_FIGURES].text)) ||
        !(bytes >= 0 && bytes < 1e15))
        return false;
    strcpy(row->name, cells[FILE_NAME].text);
    strcpy(row->of, cells[OF].text);
    strcpy(row->digest, cells[DIGEST].text);
    strcpy(row->without_figures, cells[WITHOUT_FIGURES].text);
    row->bytes = (size_t)bytes;
    return true;
}

static sim_status take_row(void *self, size_t line, const sim_cell cells[], sim_error *err)
{
    reader *r = self;
    sim_files_row row;

    if (understand(cells, &row) && !sim_files_list_find(r->list, row.name))
        return sim_files_list_put(r->list, &row, err);
    return sim_rows_refuse(&r->from, line, err, "%s", no_row);
}

sim_status sim_files_list_read_file(sim_files_list *list, const char *path, sim_error *err)
{
    reader r = {{path, NULL, &layout, no_row}, list};
    struct stat about;
    sim_status status;

    *list = (sim_files_list){0};
    if (lstat(path, &about) != 0 && errno == ENOENT) return SIM_OK;
    list->exists = true;
    if (!S_ISREG(about.st_mode))
        return sim_fail(err, SIM_EIO,
                        "%s: stands in the way and is no plain file; another folder would "
                        "be right",
                        path);
    status = sim_files_read(path, &r.from.in, err);
    if (status != SIM_OK) return status;
    status = sim_rows_read(&r.from, take_row, &r, err);
    fclose(r.from.in);
    return status;
}

sim_status sim_files_list_read(sim_files_list *list, const char *dir, sim_error *err)
{
    const sim_status status = sim_folder_check(dir, err);

    *list = (sim_files_list){0};
    if (status != SIM_OK) return status;
    return sim_files_list_read_file(list, sim_places_of(dir, SIM_LIST).path, err);
}

/* ---- checking -------------------------------------------------------------- */

static sim_status check_plain(const char *path, sim_error *err)
{
    struct stat about;

    if (stat(path, &about) != 0 || S_ISREG(about.st_mode) || S_ISDIR(about.st_mode))
        return SIM_OK; /* the reader of a folder says so */
    return sim_fail(err, SIM_EIO,
                    "%s: is no plain file; the file as the run wrote it would be right",
                    path);
}

/* [figure] sections of run.ini may have come, gone or changed. */
static sim_status check_row(const sim_files_row *row, const char *path, sim_error *err)
{
    sim_files_row there = *row;
    sim_standing standing;
    sim_status status = sim_files_row_compare(row, path, &standing, err);

    if (status != SIM_OK || standing != SIM_CHANGED) return status;
    if (*row->without_figures) {
        status = sim_files_row_measure(&there, path, err);
        if (status != SIM_OK || strcmp(there.without_figures, row->without_figures) == 0)
            return status;
    }
    return sim_fail(
        err, SIM_EPARSE,
        "%s: is not as " SIM_LIST
        " has it: changed, cut or of another run; %sto run again would be right",
        path, *row->without_figures ? "its [figure] sections alone may differ; " : "");
}

sim_status sim_files_list_check(const sim_files_list *list, const char *dir,
                                bool plain_only, sim_error *err)
{
    sim_status status = SIM_OK;

    for (size_t i = 0; status == SIM_OK && i < list->n; i++) {
        const sim_files_row *row = &list->row[i];
        const sim_places at = sim_places_of(dir, row->name);

        if (!ends_with(row->name, ".csv") && !ends_with(row->name, ".ini")) continue;
        status = plain_only ? check_plain(at.path, err) : check_row(row, at.path, err);
    }
    return status;
}
