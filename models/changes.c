/* changes.c -- what became of names of earlier versions: changes.def as a table. */
#include "models/models.h"

#define LINE(...) .line = {__VA_ARGS__}
#define CHANGE(_kind, _section, _name, _since, _what) \
    .kind = SIM_FORMER_##_kind, .section = #_section, .name = #_name, .since = _since, \
    .what = _what

#define GONE(...) {CHANGE(GONE, __VA_ARGS__)},
#define RENAMED(section, name, since, to, what, line) \
    {CHANGE(RENAMED, section, name, since, what), .now = to, line},
#define UNIT(section, name, since, what, line) \
    {CHANGE(UNIT, section, name, since, what), line},
#define MEANING(...) {CHANGE(MEANING, __VA_ARGS__)},
#define DEFAULT(section, name, since, value) \
    {CHANGE(DEFAULT, section, name, since, ""), .before = value},
#define COLUMN(...) {CHANGE(COLUMN, __VA_ARGS__)},

static const sim_former list[] = {
#include "models/changes.def"
};

const sim_formers models_changes = {list, sizeof list / sizeof *list};
