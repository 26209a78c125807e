/* udunits2.h -- of UDUNITS-2 what sim/io/units.c calls, for the page: units are products of powers
 * of base units, with a factor.  Names, grammar and status are UDUNITS'; what has an origin
 * or a logarithm is no unit here.
 */
#ifndef SIM_PAGE_UDUNITS2_H
#define SIM_PAGE_UDUNITS2_H

typedef struct ut_system ut_system;
typedef struct ut_unit ut_unit;
typedef enum { UT_SUCCESS, UT_BAD_ARG } ut_status;
typedef enum { UT_UTF8 } ut_encoding;

typedef struct {
    ut_status (*visit_basic)(const ut_unit *unit, void *data);
    ut_status (*visit_product)(const ut_unit *unit, int n, const ut_unit *const bases[],
                               const int powers[], void *data);
    ut_status (*visit_galilean)(const ut_unit *unit, double scale, const ut_unit *of,
                                double offset, void *data);
    ut_status (*visit_timestamp)(const ut_unit *unit, const ut_unit *of, double origin,
                                 void *data);
    ut_status (*visit_logarithmic)(const ut_unit *unit, double base, const ut_unit *of,
                                   void *data);
} ut_visitor;

#define ut_ignore 0
#define ut_set_error_message_handler(handler) ((void)(handler))

ut_system *ut_new_system(void);
void ut_free_system(ut_system *system);

ut_unit *ut_new_base_unit(ut_system *system);
ut_status ut_map_symbol_to_unit(const char *symbol, ut_encoding encoding,
                                const ut_unit *unit);

/* NULL: it is none. */
ut_unit *ut_parse(const ut_system *system, const char *text, ut_encoding encoding);

int ut_compare(const ut_unit *one, const ut_unit *other); /* 0: equal */
ut_status ut_accept_visitor(const ut_unit *unit, const ut_visitor *visitor, void *data);
void ut_free(ut_unit *unit);

#endif
