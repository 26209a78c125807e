#include "sim/cli/one_file.h"

#include <libgen.h>
#include <stdio.h>

#include "sim/io/text.h"

sim_status sim_one_file_claim(sim_one_file *f, const char *path, const char *of,
                              const char *source, sim_error *err)
{
    const char *name = sim_text_base_name(path);
    sim_status status;

    f->path = path;
    if (snprintf(f->folder, sizeof f->folder, "%s", path) >= (int)sizeof f->folder)
        return sim_fail(err, SIM_EIO,
                        "-o: the path is too long; a shorter one would be right");
    if (*name == '\0' || sim_files_is_folder(path))
        return sim_fail(
            err, SIM_EIO,
            "%.900s: is a folder; the name of a file, as DIR/%s.html, would be right", path,
            of);
    status = sim_files_init(&f->files, dirname(f->folder), of, err);
    if (status != SIM_OK) return status;
    f->files.is_one = true;
    if (source) sim_files_source(&f->files, source);
    return sim_files_claim(&f->files, name, err);
}

sim_status sim_one_file_open(sim_one_file *f, FILE **out, sim_error *err)
{
    return sim_files_open(&f->files, sim_text_base_name(f->path), out, err);
}
