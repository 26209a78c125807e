/* files.c -- of sim/io/files.h: sets of files that lie in memory, for the page to take. */
#include "sim/io/files.h"

#include <stdlib.h>
#include <string.h>

#include "sim/io/memory.h"
#include "sim/io/text.h"
#include "sim/page/page.h"

#define EXPORT(name) __attribute__((export_name(#name)))

/* What was written last: a set opens its files one by one, and they stay when it is gone. */
typedef struct {
    char name[SIM_FILES_NAME];
    sim_memory memory;
} written;

static written **all; /* [n_all] */
static size_t n_all;
static const char *other; /* the text of POTENCY_OTHER */

void potency_set_other(const char *text) { other = text; }

void potency_forget(void)
{
    while (n_all > 0) {
        sim_memory_free(&all[--n_all]->memory);
        free(all[n_all]);
    }
}

EXPORT(potency_files) size_t potency_files(void) { return n_all; }

EXPORT(potency_file_name) const char *potency_file_name(size_t i) { return all[i]->name; }

EXPORT(potency_file_bytes) const char *potency_file_bytes(size_t i)
{
    return all[i]->memory.bytes;
}

EXPORT(potency_file_size) size_t potency_file_size(size_t i) { return all[i]->memory.size; }

/* ---- writing --------------------------------------------------------------- */

sim_status sim_files_init(sim_files *files, const char *dir, const char *of, sim_error *err)
{
    (void)err;
    *files = (sim_files){.dir = dir, .of = of, .lock = -1};
    potency_forget();
    return SIM_OK;
}

sim_status sim_files_make(sim_files *files, const char *dir, sim_error *err)
{
    return sim_files_init(files, dir, "", err);
}

void sim_files_source(sim_files *files, const char *path) { (void)files, (void)path; }

sim_status sim_files_claim(const sim_files *files, const char *name, sim_error *err)
{
    (void)files, (void)name, (void)err;
    return SIM_OK;
}

sim_status sim_files_open(sim_files *files, const char *name, FILE **out, sim_error *err)
{
    written *w = sim_memory_grow(&all, n_all, sizeof *all) ? calloc(1, sizeof *w) : NULL;
    sim_status status;

    (void)files;
    if (!w) return sim_fail_memory(err, name);
    snprintf(w->name, sizeof w->name, "%s", name);
    all[n_all++] = w;
    status = sim_memory_open(&w->memory, name, err);
    *out = w->memory.stream;
    return status;
}

sim_status sim_files_commit(sim_files *files, sim_error *err)
{
    sim_status status = SIM_OK;

    (void)files;
    for (size_t i = 0; status == SIM_OK && i < n_all; i++)
        if (all[i]->memory.stream)
            status = sim_memory_close(&all[i]->memory, all[i]->name, err);
    if (status != SIM_OK) potency_forget();
    return status;
}

sim_status sim_files_replace(sim_files *files, sim_error *err)
{
    return sim_files_commit(files, err);
}

/* What was not committed goes, as in a folder. */
void sim_files_leave(sim_files *files)
{
    (void)files;
    while (n_all > 0 && all[n_all - 1]->memory.stream) {
        sim_memory_free(&all[--n_all]->memory);
        free(all[n_all]);
    }
}

void sim_files_print(const sim_files *files, FILE *out)
{
    for (size_t i = 0; i < n_all; i++) fprintf(out, "%s/%s\n", files->dir, all[i]->name);
}

void sim_files_free(sim_files *files) { sim_files_leave(files); }

/* ---- reading: there is nothing but the texts that came with the call, and what it wrote ------ */

static sim_status refuse(const char *path, sim_error *err)
{
    return sim_fail(err, SIM_EIO, "%s: cannot be read: the page has no folders", path);
}

sim_status sim_files_list_read(sim_files_list *list, const char *dir, sim_error *err)
{
    *list = (sim_files_list){0};
    return refuse(dir, err);
}

const sim_files_row *sim_files_list_find(const sim_files_list *list, const char *name)
{
    (void)list, (void)name;
    return NULL;
}

bool sim_files_list_is_of_other(const sim_files_list *list)
{
    (void)list;
    return false;
}

sim_status sim_files_list_check(const sim_files_list *list, const char *dir,
                                bool plain_only, sim_error *err)
{
    (void)list, (void)plain_only;
    return refuse(dir, err);
}

void sim_files_list_free(sim_files_list *list) { *list = (sim_files_list){0}; }

bool sim_files_is_folder(const char *path)
{
    (void)path;
    return false;
}

/* A file of this call that is whole; NULL: there is none of that name. */
static const written *find_written(const char *path)
{
    const char *name = sim_text_base_name(path);

    for (size_t i = 0; i < n_all; i++)
        if (!all[i]->memory.stream && strcmp(all[i]->name, name) == 0) return all[i];
    return NULL;
}

sim_status sim_files_read(const char *path, FILE **in, sim_error *err)
{
    const written *w = find_written(path);

    *in = NULL;
    if (other && strcmp(path, POTENCY_OTHER) == 0)
        *in = fmemopen((char *)other, strlen(other), "rb");
    else if (w)
        *in = fmemopen(w->memory.bytes, w->memory.size, "rb");
    else
        return refuse(path, err);
    return *in ? SIM_OK : sim_fail_memory(err, path);
}

sim_status sim_files_read_text(const char *path, char **text, sim_error *err)
{
    *text = NULL;
    return refuse(path, err);
}
