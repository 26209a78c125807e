#include "models/models.h"
#include "sim/engine/ode.h"
#include "sim/engine/stepper.h"
#include "sim/study/cohort.h"
#include "sim/study/design.h"

#define MODEL settings
#define MODEL_DEF "sim/cli/settings.def"
#include "sim/model/define_model.h"
