#include "sim/io/findings.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/io/characters.h"
#include "sim/io/memory.h"

sim_status sim_findings_add(sim_findings *findings, const char *line, sim_error *err)
{
    if (!sim_memory_grow(&findings->lines, findings->n, sizeof *findings->lines))
        return sim_fail_memory(err, "findings");
    findings->lines[findings->n] = sim_escape_copy(line);
    if (!findings->lines[findings->n]) return sim_fail_memory(err, "findings");
    findings->n++;
    return SIM_OK;
}

sim_status sim_findings_print(sim_findings *findings, sim_error *err, const char *format,
                              ...)
{
    char line[1600];
    va_list args;

    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    return sim_findings_add(findings, line, err);
}

sim_status sim_findings_note(sim_findings *findings, sim_status status, sim_error *err)
{
    sim_error line = *err;

    if (!findings) return status;
    if (status != SIM_EPARSE && status != SIM_ENAME && status != SIM_EVALUE) return status;
    return sim_findings_add(findings, line.text, err);
}

/* The line of the file that a finding is about; past all of them if it names none. */
static long line_of(const char *finding, const char *file)
{
    const size_t length = strlen(file);
    char *end;
    long line;

    if (strncmp(finding, file, length) != 0 || finding[length] != ':') return LONG_MAX;
    line = strtol(finding + length + 1, &end, 10);
    return *end == ':' ? line : LONG_MAX;
}

/* A finding, and where it stands. */
typedef struct {
    char *text;
    long line;
    size_t number;
} placed;

static int compare(const void *a, const void *b)
{
    const placed *one = a, *other = b;

    if (one->line != other->line) return one->line < other->line ? -1 : 1;
    return one->number < other->number ? -1 : one->number > other->number;
}

sim_status sim_findings_sort(sim_findings *findings, const char *file, sim_error *err)
{
    placed *list = calloc(findings->n + 1, sizeof *list);

    if (!list) return sim_fail_memory(err, "findings");
    for (size_t i = 0; i < findings->n; i++)
        list[i] = (placed){findings->lines[i], line_of(findings->lines[i], file), i};
    qsort(list, findings->n, sizeof *list, compare);
    for (size_t i = 0; i < findings->n; i++) findings->lines[i] = list[i].text;
    free(list);
    return SIM_OK;
}

void sim_findings_free(sim_findings *findings)
{
    for (size_t i = 0; i < findings->n; i++) free(findings->lines[i]);
    free(findings->lines);
    *findings = (sim_findings){0};
}
