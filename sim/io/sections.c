#include "sim/io/sections.h"

#include <string.h>

const sim_section sim_sections[SIM_SECTION_KINDS] = {
#define SECTION(kind, word, shown, parameters, hashed, solver, ...) \
    [SIM_SECTION_##kind] = {word, shown, parameters, hashed, solver},
#include "sim/io/sections.def"
};

const char *sim_section_name(const char *header, sim_section_kind kind)
{
    const sim_section *s = &sim_sections[kind];
    const size_t length = strlen(s->word);
    const char *behind = header + length;

    if (strncmp(header, s->word, length) != 0) return NULL;
    if (strcmp(s->word, s->shown) == 0 || !*behind) return *behind ? NULL : behind;
    return *behind == ' ' || *behind == '\t' ? behind + strspn(behind, " \t") : NULL;
}

sim_section_kind sim_section_kind_of(const char *header)
{
    sim_section_kind kind = 0;

    while (kind < SIM_SECTION_MODEL && !sim_section_name(header, kind)) kind++;
    return kind;
}
