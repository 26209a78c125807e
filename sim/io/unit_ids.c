#include "sim/io/unit_ids.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

static const char plain[] = "dimensionless"; /* needs no definition */

/* Appends one character of a unit's text in the way of a name. */
static void append(char id[SIM_UNIT_ID], const char *c)
{
    char piece[8] = "";
    size_t at = strlen(id);

    if (*c == '/')
        strcpy(piece, at ? "_per_" : "per_");
    else if (*c == '%')
        strcpy(piece, "percent");
    else if (isalnum((unsigned char)*c))
        *piece = *c;
    else if (strchr(" -.^*", *c))
        strcpy(piece, "_");
    if (isdigit((unsigned char)*piece) && at == 0) strcpy(id, "u"), at = 1;
    if (*piece == '_' && at && id[at - 1] == '_') return;
    if (at + strlen(piece) < SIM_UNIT_ID - 4) strcpy(id + at, piece);
}

static size_t find_id(const sim_unit_ids *ids, const char *id)
{
    size_t i = 0;

    while (i < ids->n && strcmp(ids->rows[i].id, id) != 0) i++;
    return i;
}

/* "ng/(1e6 cell)/day" becomes ng_per_1e6_cell_per_day, made unlike those before it. */
static void make_id(const sim_unit_ids *ids, const char *text, char id[SIM_UNIT_ID])
{
    id[0] = '\0';
    if (strncmp(text, "1/", 2) == 0) text++;
    for (; *text; text++) append(id, text);
    while (*id == '\0' || find_id(ids, id) < ids->n) {
        sim_bug(strlen(id) + 1 >= SIM_UNIT_ID);
        strcat(id, "_");
    }
}

const char *sim_unit_ids_add(sim_unit_ids *ids, const char *text, sim_dimension unit)
{
    if (strcmp(text, "1") == 0) return plain;
    for (size_t i = 0; i < ids->n; i++)
        if (strcmp(ids->rows[i].text, text) == 0) return ids->rows[i].id;
    if (ids->n == SIM_UNIT_IDS) return NULL;
    make_id(ids, text, ids->rows[ids->n].id);
    snprintf(ids->rows[ids->n].text, SIM_UNIT_ID, "%s", text);
    ids->rows[ids->n].unit = unit;
    return ids->rows[ids->n++].id;
}

const char *sim_unit_ids_find(sim_unit_ids *ids, sim_dimension unit)
{
    char text[SIM_DIMENSION_TEXT];

    if (sim_dimension_equal(unit, sim_dimensionless)) return plain;
    for (size_t i = 0; i < ids->n; i++)
        if (sim_dimension_equal(ids->rows[i].unit, unit)) return ids->rows[i].id;
    sim_dimension_print(text, unit);
    return sim_unit_ids_add(ids, text, unit);
}

static void write_unit(const char *kind, double multiplier, int exponent, sim_xml *xml)
{
    sim_xml_open(xml, "unit");
    sim_xml_attribute(xml, "kind", kind);
    sim_xml_attribute_number(xml, "exponent", exponent);
    sim_xml_attribute(xml, "scale", "0");
    sim_xml_attribute_number(xml, "multiplier", multiplier);
    sim_xml_close(xml);
}

/* A scale below 1 as the inverse of one above: 24 to the power of -1, which is exact. */
static void write_scale(double scale, sim_xml *xml)
{
    const double inverse = rint(1 / scale);

    if (scale < 1 && fabs(inverse * scale - 1) < 1e-14)
        write_unit(plain, inverse, -1, xml);
    else
        write_unit(plain, scale, 1, xml);
}

static void write_units(sim_dimension unit, sim_xml *xml)
{
    bool written = false;

    for (size_t i = 0; i < SIM_BASES; i++) {
        if (unit.power[i] == 0) continue;
        write_unit(sim_bases[i].kind, sim_bases[i].multiplier, unit.power[i], xml);
        written = true;
    }
    if (!written || unit.scale != 1) write_scale(unit.scale, xml);
}

void sim_unit_ids_write(const sim_unit_ids *ids, sim_xml *xml)
{
    sim_xml_open(xml, "listOfUnitDefinitions");
    for (size_t i = 0; i < ids->n; i++) {
        sim_xml_open(xml, "unitDefinition");
        sim_xml_attribute(xml, "id", ids->rows[i].id);
        sim_xml_attribute(xml, "name", ids->rows[i].text);
        sim_xml_open(xml, "listOfUnits");
        write_units(ids->rows[i].unit, xml);
        sim_xml_close_some(xml, 2);
    }
    sim_xml_close(xml);
}
