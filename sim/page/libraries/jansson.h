/* jansson.h -- the page writes no JSON: what would write it says that it failed. */
#ifndef SIM_PAGE_JANSSON_H
#define SIM_PAGE_JANSSON_H

typedef void json_t;
enum { JSON_ENCODE_ANY };

#define json_string(text) ((json_t *)((void)(text), (void *)0))
#define json_dumpf(value, out, flags) ((void)(value), (void)(out), (void)(flags), -1)
#define json_decref(value) ((void)(value))

#endif
