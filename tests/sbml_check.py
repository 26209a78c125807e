#!/usr/bin/python3
"""sbml_check.py POTENCY -- the models as another program reads them.

Exports every model with `POTENCY models NAME --sbml`, and the chain of whole arms with
`POTENCY models FILE --sbml`, as Level 3 Version 1 and 2, has libSBML validate them (an error
or a warning fails), builds the equations from the SBML alone, solves them with SciPy and
compares the courses with the tables that `POTENCY run` writes.

libSBML compares the scales of two terms unit by unit, so that it may warn of terms whose
scales agree as products only; naming the unit that carries the scale first helps.
"""
import csv
import html
import math
import os
import re
import subprocess
import sys
import tempfile

import libsbml
from scipy.integrate import DOP853

# A difference is relative to the number, or to what the column's numbers are made of: a
# tenth of the largest (log2 of almost 1), 0.1 where all should be 0 (relief by a miss).
RTOL = 1e-6
FLOOR = 0.1
LOWEST = 0.1
SOLVE = {"rtol": 1e-10, "atol": 1e-10, "max_step": 0.5}
FIRST_STEP = 1e-4   # day

# What is compared: model, table, rows set on both sides, and how the needle fares.
CASES = [
    ("passaging", "culture", {}),
    ("passaging", "culture", {"passaging.harvest_passage": 4, "passaging.passage_days": 3.5,
                              "passaging.cycle_time": 38.5, "passaging.donor_age": 71}),
    ("passaging", "culture", {"passaging.harvest_passage": 3, "passaging.seeding_density": 17000,
                              "passaging.attachment": 0.97, "passaging.confluence": 0.3}),
    ("passaging", "culture", {"passaging.harvest_passage": 5, "passaging.low_oxygen": 0.71}),
    ("product", "passages", {}),
    ("gvhd", "timecourse", {"product.dose": 1.4e8, "product.doses": 8, "product.fitness": 0.71}),
    ("ards", "timecourse", {"product.dose": 4e8, "ards.enrol_day": 11.5, "ards.steroid": 0.71,
                            "product.viability": 0.6}),
    ("heart", "timecourse", {"product.dose": 1e8, "product.mismatch": 1, "product.doses": 2,
                             "product.dose_interval": 60.25}),
    ("knee", "timecourse", {"product.doses": 2, "product.dose_interval": 60,
                            "delivery.hit_probability": 1}),
    ("knee", "timecourse", {"product.doses": 2, "product.dose_interval": 60.25,
                            "delivery.hit_probability": 0, "joint.load": 1.13}),
    ("knee", "timecourse", {"product.doses": 3, "product.dose_interval": 47,
                            "product.mismatch": 1, "product.vesicles": 2.385e10,
                            "product.fitness": 0.371, "product.dead_weight": 0.4,
                            "rehab.therapy": 0.71}),
]
DAYS = 200
RATIOS = ("m1_m2_ratio", "m2_fraction", "live_fraction")
LEVELS = ("3.1", "3.2")

# The experiments whose arms are compared as chains: rows (None: params.ini), and --set.
EXPERIMENTS = [
    ("[presets]\nproduct = exosomes\n[passaging]\nharvest_passage = 2\n[product]\ndoses = 6\n"
     "dose_interval = 7\n[delivery]\nhit_probability = 0.81\n[arm exosomes]\n", []),
    ("[presets]\nhost = unrelated_donor\n[product]\ndoses = 2\ndose_interval = 60.25\n"
     "[arm stranger]\n[arm sensitized]\nproduct.sensitized = 0.83\n", []),
    ("[arm thawed]\npresets.product = thawed_injected\n[arm dead]\npresets.product = dead\n"
     "[arm saline]\npresets.product = saline\n[arm trained]\nproduct.dose = 0\n"
     "rehab.therapy = 1\n[arm both]\nrehab.therapy = 0.71\n", ["product.doses=2"]),
    ("[passaging]\nharvest_passage = 3\n[arm sparse]\npassaging.seeding_density = 3\n"
     "passaging.max_area = 176\npassaging.thawed_passage = 1\n[arm low_oxygen]\n"
     "passaging.low_oxygen = 1\n", []),
    (None, []),
    ("[arm concentrate]\npresets.product = marrow_concentrate\n[arm fat]\n"
     "presets.product = fat_fraction\nproduct.doses = 2\n", ["delivery.hit_probability=0.6"]),
    ("[product]\ndoses = 3\ndose_interval = 30\n[arm sure]\n", ["delivery.hit_probability=1"]),
    ("[product]\ndoses = 3\ndose_interval = 30\n[arm never]\n", ["delivery.hit_probability=0"]),
    ("[run]\nmethod = tau\n[arm counts]\n", ["product.doses=2"]),
    ("[run]\nindication = gvhd\n[product]\ndose = 1.4e8\ndoses = 8\n[arm P8]\n"
     "passaging.harvest_passage = 8\n[arm apoptotic]\npresets.product = apoptotic\n", []),
    ("[run]\nindication = ards\n[product]\ndose = 4e8\n[ards]\nenrol_day = 11.5\n"
     "first_dose = 9\nsteroid_day = 9\n[arm thawed]\npresets.product = thawed_injected\n"
     "[arm untreated]\nproduct.dose = 0\n", []),
    ("[run]\nindication = heart\n[presets]\nhost = unrelated_donor\n[product]\ndose = 1e8\n"
     "doses = 2\ndose_interval = 60.25\n[arm P12]\npassaging.harvest_passage = 12\n"
     "[arm intravenous]\npresets.route = intravenous\n", []),
    ("[passaging]\nharvest_passage = 9\nhazard_scale = 4\ndeath_rate = 0.4\n[arm extinct]\n"
     "[arm vesicles]\nproduct.vesicles = 2.385e10\n", []),
]

# A chain's arms are solved from end to end, and some numbers of theirs are hundredths of a
# cell, of which the program's solver takes rtol * 1e4 cells for nothing.
CHAIN_RTOL = 1e-5

def fail(text):
    print(text, file=sys.stderr)
    sys.exit(1)


# ---- reading ------------------------------------------------------------------

def read_valid(text, name):
    """The document, if libSBML finds nothing to say about it."""
    document = libsbml.readSBMLFromString(text)
    for constant in dir(libsbml):
        if constant.startswith("LIBSBML_CAT_"):
            document.setConsistencyChecks(getattr(libsbml, constant), True)
    document.checkConsistency()
    document.checkInternalConsistency()
    messages = [document.getError(i) for i in range(document.getNumErrors())]
    for m in messages:
        print(f"{name}: line {m.getLine()}: {m.getSeverityAsString()} {m.getErrorId()}: "
              f"{m.getMessage().strip()}", file=sys.stderr)
    if messages:
        fail(f"{name}: {len(messages)} errors and warnings of libSBML; none would be right")
    return document


def each(list_of):
    return [list_of.get(i) for i in range(list_of.size())]


# ---- MathML as Python -----------------------------------------------------------

def divide(a, b):
    return a / b if b else math.copysign(math.inf, a) if a else math.nan


def power(a, b):
    if a < 0 and b != int(b):
        return math.nan
    return math.inf if a == 0 and b < 0 else a ** b


def ln(a):
    return math.log(a) if a > 0 else (-math.inf if a == 0 else math.nan)


def log(base, a):
    return ln(a) / math.log(base)


def exp(a):
    return math.exp(a) if a < 709 else math.inf


INFIX = {libsbml.AST_PLUS: "+", libsbml.AST_TIMES: "*", libsbml.AST_RELATIONAL_LT: "<",
         libsbml.AST_RELATIONAL_GT: ">", libsbml.AST_RELATIONAL_LEQ: "<=",
         libsbml.AST_RELATIONAL_GEQ: ">=", libsbml.AST_RELATIONAL_EQ: "==",
         libsbml.AST_LOGICAL_AND: "and", libsbml.AST_LOGICAL_OR: "or"}
CALLS = {libsbml.AST_DIVIDE: "divide", libsbml.AST_POWER: "power",
         libsbml.AST_FUNCTION_POWER: "power", libsbml.AST_FUNCTION_EXP: "exp",
         libsbml.AST_FUNCTION_LN: "ln", libsbml.AST_FUNCTION_LOG: "log"}


def python(node, uses):
    """The text of a Python expression; adds the names in it to `uses`."""
    kind = node.getType()
    args = [python(node.getChild(i), uses) for i in range(node.getNumChildren())]
    if node.isNumber():
        return repr(float(node.getValue()))
    if kind == libsbml.AST_NAME_TIME:
        return "t"
    if kind == libsbml.AST_NAME:
        uses.add(node.getName())
        return "v_" + node.getName()
    if kind == libsbml.AST_MINUS:
        return f"(-{args[0]})" if len(args) == 1 else f"({args[0]} - {args[1]})"
    if kind in INFIX:
        return "(" + f" {INFIX[kind]} ".join(args) + ")"
    if kind == libsbml.AST_LOGICAL_NOT:
        return f"(not {args[0]})"
    if kind in CALLS:
        return f"{CALLS[kind]}({', '.join(args)})"
    if kind == libsbml.AST_FUNCTION:
        return f"f_{node.getName()}({', '.join(args)})"
    if kind == libsbml.AST_FUNCTION_PIECEWISE and len(args) == 3:
        return f"({args[0]} if {args[1]} else {args[2]})"
    return fail(f"no reading of {libsbml.formulaToL3String(node)}")


# ---- notes --------------------------------------------------------------------------

def blank_of(parameter):
    """What a note says of where tables leave it empty, or None."""
    found = re.search("empty in tables where ([^<]*)", parameter.getNotesString())
    return found and (parameter.getId(), html.unescape(found[1]))


# ---- a model ----------------------------------------------------------------------

class Model:
    """The equations of one document: constants and records are globals of the code made
    here, what moves is the vector y."""

    def __init__(self, document, changes):
        self.sbml = document.getModel()
        for name, value in changes.items():
            parameter = self.sbml.getParameter(name)
            if parameter is None or not parameter.isSetValue():
                fail(f"{self.sbml.getId()}: no value of {name} to set")
            parameter.setValue(value)
        self.space = {"divide": divide, "power": power, "ln": ln, "log": log, "exp": exp}
        self.rules, rates = {}, {}
        for rule in each(self.sbml.getListOfRules()):
            (rates if rule.isRate() else self.rules)[rule.getVariable()] = self.read(rule)
        species = [s.getId() for s in each(self.sbml.getListOfSpecies())]
        self.moving = species + list(rates)
        self.records = [p.getId() for p in each(self.sbml.getListOfParameters())
                        if not p.getConstant() and p.getId() not in rates
                        and p.getId() not in self.rules]
        self.define_functions()
        self.events = [Event(self, e) for e in each(self.sbml.getListOfEvents())]
        self.rhs = self.make([self.flow_into(s) for s in species] + list(rates.values()))
        self.observe = self.make([((f"v_{r}"), {r}) for r in self.rules])
        self.triggers = self.make([e.trigger for e in self.events])
        self.blanks = dict(filter(None, map(blank_of, each(self.sbml.getListOfParameters()))))
        self.y0 = self.start()

    def read(self, element):
        uses = set()
        return python(element.getMath(), uses), uses

    def define_functions(self):
        for f in each(self.sbml.getListOfFunctionDefinitions()):
            args = ", ".join("v_" + f.getArgument(i).getName()
                             for i in range(f.getNumArguments()))
            exec(f"def f_{f.getId()}({args}): return {python(f.getBody(), set())}",
                 self.space)

    def flow_into(self, species):
        terms, uses = ["0.0"], set()
        for r in each(self.sbml.getListOfReactions()):
            law = python(r.getKineticLaw().getMath(), uses)
            for side, sign in ((r.getListOfReactants(), "-"), (r.getListOfProducts(), "+")):
                terms += [f"{sign} {s.getStoichiometry()!r} * {law}" for s in each(side)
                          if s.getSpecies() == species]
        return " ".join(terms), uses

    def order(self, uses, done):
        """The rules that these names need, each after those it needs itself."""
        lines = []
        for name in sorted(uses):
            if name in self.rules and name not in done:
                done.add(name)
                lines += self.order(self.rules[name][1], done)
                lines.append(f"v_{name} = {self.rules[name][0]}")
        return lines

    def make(self, formulas):
        """A function of t and y that gives the list of these formulas."""
        lines = [f"v_{name} = y[{i}]" for i, name in enumerate(self.moving)]
        lines += self.order(set().union(*[uses for _, uses in formulas]), set())
        body = "\n    ".join(lines + [f"return [{', '.join(f for f, _ in formulas)}]"])
        space = self.space
        exec(f"def made(t, y):\n    {body}", space)
        return space.pop("made")

    def start(self):
        """Values and initial assignments, these in an order that fits."""
        values = {p.getId(): p.getValue() for p in each(self.sbml.getListOfParameters())
                  if p.isSetValue()}
        values.update({s.getId(): s.getInitialAmount()
                       for s in each(self.sbml.getListOfSpecies())
                       if s.isSetInitialAmount()})
        left = {a.getSymbol(): self.read(a)
                for a in each(self.sbml.getListOfInitialAssignments())}
        while left:
            ready = [n for n, (_, uses) in left.items() if not uses & set(left)]
            if not ready:
                fail(f"{self.sbml.getId()}: initial assignments need each other: {left}")
            for name in ready:
                text, uses = left.pop(name)
                values[name] = eval(text, dict(self.space), {"v_" + u: values[u] for u in uses})
        for name, value in values.items():
            if name not in self.moving:
                self.space["v_" + name] = value
        return [values[name] for name in self.moving]

    def kept(self):
        return {name: self.space["v_" + name] for name in self.records}

    def show(self, t, y, kept):
        """Everything by name, with the records as they were."""
        shown = {**dict(zip(self.moving, y)), **kept}
        self.space.update({"v_" + name: value for name, value in kept.items()})
        shown.update(zip(self.rules, self.observe(t, y)))
        names = {**{n[2:]: v for n, v in self.space.items() if n.startswith("v_")}, **shown}
        shown.update({name: math.nan for name, condition in self.blanks.items()
                      if name in shown and eval(condition, {}, names)})
        return shown


class Event:
    def __init__(self, model, event):
        if event.isSetDelay() or event.getTrigger().getPersistent() \
                or event.getUseValuesFromTriggerTime():
            fail(f"{event.getId()}: only events without delay and memory are read here")
        self.id = event.getId()
        self.was = event.getTrigger().getInitialValue()
        self.trigger = model.read(event.getTrigger())
        self.priority = event.getPriority().getMath().getValue()
        assignments = each(event.getListOfEventAssignments())
        self.targets = [a.getVariable() for a in assignments]
        self.values = model.make([model.read(a) for a in assignments])


# ---- solving ------------------------------------------------------------------------

def fire(model, t, y):
    """Fires what has become true, by priority; what an event makes false is dropped."""
    waiting = []
    while True:
        for event, now in zip(model.events, model.triggers(t, y)):
            if now and not event.was:
                waiting.append(event)
            if not now and event in waiting:
                waiting.remove(event)
            event.was = now
        if not waiting:
            return y
        event = max(waiting, key=lambda e: e.priority)
        waiting.remove(event)
        for name, value in zip(event.targets, event.values(t, y)):
            if name in model.moving:
                y[model.moving.index(name)] = value
            else:
                model.space["v_" + name] = value


def has_risen(model, t, y):
    return any(now and not e.was for e, now in zip(model.events, model.triggers(t, y)))


def advance(model, t, y, end, step):
    """One solver from t until something rises or to the end: gives (t, y, step)."""
    solver = DOP853(lambda time, state: model.rhs(time, state.tolist()), t, y, end,
                    first_step=min(step, end - t), **SOLVE)
    while solver.status == "running":
        solver.step()
        for event, now in zip(model.events, model.triggers(solver.t, solver.y.tolist())):
            event.was = event.was and now
        if has_risen(model, solver.t, solver.y.tolist()):
            return *locate(model, solver), FIRST_STEP
    if solver.status == "failed":
        fail(f"{model.sbml.getId()}: the solver stopped at t = {solver.t}")
    return end, solver.y.tolist(), max(step, solver.step_size)


def locate(model, solver):
    """The first time within the last step at which something has risen, and the state."""
    low, high, piece = solver.t_old, solver.t, solver.dense_output()
    while (low + high) / 2 not in (low, high):
        middle = (low + high) / 2
        if has_risen(model, middle, piece(middle).tolist()):
            high = middle
        else:
            low = middle
    return high, piece(high).tolist()


def solve(model, times):
    """The states at these times, after the events of that time; and when it stops."""
    t, y, states, times = 0.0, fire(model, 0.0, list(model.y0)), [], list(times)
    stops, step = "v_ended" in model.space, FIRST_STEP
    while True:
        if times and times[0] == t:
            states.append((t, list(y), model.kept()))
            times.pop(0)
        if (model.space["v_ended"] if stops else not times):
            return states, (t, list(y), model.kept())
        if t > 1e4:
            fail(f"{model.sbml.getId()}: did not stop")
        t, y, step = advance(model, t, y, times[0] if times else t + 1, step)
        y = fire(model, t, y)


def mix_states(one, other, share):
    """The states of two courses, mixed."""
    return [(t, [share * a + (1 - share) * b for a, b in zip(y1, y2)],
             {n: share * k1[n] + (1 - share) * k2[n] for n in k1})
            for (t, y1, k1), (_, y2, k2) in zip(one, other)]


def mix_shown(models, one, other, share):
    """All that is shown of two models' courses, mixed; ratios are those of the mixed states."""
    rows = []
    for hit, miss, mixed in zip(one, other, mix_states(one, other, share)):
        a, b = models[0].show(*hit), models[1].show(*miss)
        ratios = models[0].show(*mixed)
        rows.append({n: ratios[n] if n in RATIOS else share * a[n] + (1 - share) * b[n]
                     for n in a})
    return rows


# ---- comparing ------------------------------------------------------------------------

def run(arguments):
    done = subprocess.run(arguments, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        fail(f"{' '.join(arguments)}: {done.stderr.strip()}")
    return done.stdout


def read_table(path, arm=None):
    with open(path, encoding="utf-8", newline="") as file:
        return [{name: float(cell) if cell else math.nan for name, cell in row.items()
                 if name != "arm"} for row in csv.DictReader(file)
                if arm in (None, row["arm"])]


def compare(label, rows, shown, rtol=RTOL):
    """Prints the worst difference of all columns that both have; counts those too large."""
    worst, bad = (0, "any"), []
    columns = [c for c in rows[0] if c in shown[0]]
    for column in columns:
        size = max((abs(r[column]) for r in rows if math.isfinite(r[column])), default=0)
        for row, ours in zip(rows, shown):
            a, b = row[column], ours[column]
            if not math.isfinite(a) and not math.isfinite(b):
                continue
            error = abs(a - b) / max(abs(a), abs(b), FLOOR * size, LOWEST)
            worst = max(worst, (error, column))
            if not error <= rtol:
                bad.append(f"{label}: {column} on day {row['day']:g} is {a!r}, and {b!r} by SBML")
    print(f"{label}: {len(rows)} rows of {len(columns)} columns, at most {worst[0]:.1e} apart "
          f"({worst[1]})")
    for line in bad[:10]:
        print(line, file=sys.stderr)
    return len(bad)


def course(document, times):
    """The course and its end; with a needle, hit and miss mixed by their probability."""
    if document.getModel().getParameter("hit") is None:
        model = Model(document.clone(), {})
        states, end = solve(model, times)
        return [model.show(*state) for state in states], model.show(*end), end[0]
    share = document.getModel().getParameter("hit_probability").getValue()
    models = [Model(document.clone(), {"hit": value}) for value in (1, 0)]
    (hit, end), (miss, _) = (solve(model, times) for model in models)
    return mix_shown(models, hit, miss, share), models[0].show(*end), end[0]


def check_case(potency, case, folder):
    name, table, settings = case
    ini = os.path.join(folder, "case.ini")
    with open(ini, "w", encoding="utf-8") as file:
        file.write(f"[run]\nindication = {name if table == 'timecourse' else 'knee'}\n"
                   f"days = {DAYS}\nrtol = 1e-10\n[arm one]\n")
        file.writelines(f"{key} = {value!r}\n" for key, value in settings.items())
    run([potency, "run", ini, "-o", folder])
    sets = [word for key, value in settings.items() for word in ("--set", f"{key}={value!r}")]
    document = read_valid(run([potency, "models", name, "--sbml", *sets]), name)
    rows = read_table(os.path.join(folder, table + ".csv"))
    if table == "timecourse":
        rows = rows[:DAYS + 1]   # behind them stands the background
    label = " ".join([name] + [f"{key.split('.')[1]}={value}" for key, value in settings.items()])
    if name == "product":
        return compare(label, rows[-1:], [Model(document, {}).show(0.0, [], {})])
    shown, end, stop = course(document, [row["day"] for row in rows])
    bad = compare(label, rows, shown)
    if table == "culture":
        harvest = read_table(os.path.join(folder, "passages.csv"))[-1:]
        bad += compare(f"{label}: harvest on day {stop:.6f}", harvest, [end])
    return bad


# ---- a chain ----------------------------------------------------------------------------

def move(model, t, y, end, step):
    """To the time `end`, events and all; an event may have come first."""
    t, y, step = advance(model, t, y, end, step)
    return t, fire(model, t, y), step


def time_of(day, start):
    """The first of the document's times at which so many days have passed since start."""
    time = start + day
    while time - start < day:
        time = math.nextafter(time, math.inf)
    while math.nextafter(time, -math.inf) - start >= day:
        time = math.nextafter(time, -math.inf)
    return time


def solve_stages(model, stages):
    """All that the document shows on these days of its stages, by their names, in order."""
    t, y, step, shown = 0.0, fire(model, 0.0, list(model.y0)), FIRST_STEP, {}
    for stage, days in stages:
        while model.space[f"v_{stage}_phase"] == 0:
            t, y, step = move(model, t, y, t + 1, step)
        start, shown[stage] = model.space[f"v_{stage}_start"], []
        for time in [time_of(day, start) for day in days]:
            while t < time:
                t, y, step = move(model, t, y, time, step)
            shown[stage].append(model.show(t, y, model.kept()))
    return shown


def named(row, stage, columns):
    """What a stage's table calls `rate` stands in the document by that name or as
    passaging_rate."""
    found = {c: row.get(f"{stage}_{c}", row.get(c)) for c in columns
             if c in row or f"{stage}_{c}" in row}
    return {**found, "day": row[f"{stage}_time"]}


def read_both(export, label):
    """An export at both levels; they say the same."""
    texts = [run([*export, "--sbml-level", level]) for level in LEVELS]
    first = texts[0].replace("level3/version1", "level3/version2").replace(
        'level="3" version="1"', 'level="3" version="2"').replace(' fast="false"', "")
    if first != texts[1]:
        fail(f"{label}: the two levels differ in more than their name")
    return [read_valid(text, f"{label} {level}") for text, level in zip(texts, LEVELS)][0]


def check_arm(document, arm, ending, folder):
    tables = [("passaging", "culture"), (ending, "timecourse")]
    rows = {stage: read_table(os.path.join(folder, table + ".csv"), arm)
            for stage, table in tables}
    stages = [(stage, [row["day"] for row in rows[stage]]) for stage, _ in tables if rows[stage]]
    shown = solve_stages(Model(document, {}), stages)
    return sum(compare(f"arm {arm}, {stage}", rows[stage],
                       [named(row, stage, rows[stage][0]) for row in shown[stage]], CHAIN_RTOL)
               for stage, _ in stages)


def ending_of(text):
    """The indication of an experiment, which is the name of its last model."""
    rows = (text or "").split("indication = ")
    return rows[1].split()[0] if len(rows) > 1 else "knee"


def check_experiment(potency, case, folder):
    text, sets = case
    ini = os.path.join(folder, "arms.ini")
    if text is None:
        ini = "params.ini"
    else:
        with open(ini, "w", encoding="utf-8") as file:
            file.write(text)
    sets = [word for s in sets for word in ("--set", s)]
    run([potency, "run", ini, "-o", folder, *sets, "--set", f"run.days={DAYS}",
         "--set", "run.method=ode", "--set", "run.rtol=1e-10"])
    with open(os.path.join(folder, "summary.csv"), encoding="utf-8", newline="") as file:
        arms = [row["arm"] for row in csv.DictReader(file)
                if not row["arm"].startswith("background")]   # it has no row of its own
    ending = ending_of(text)
    return sum(check_arm(read_both([potency, "models", ini, "--sbml", "--arm", arm, *sets], arm),
                         arm, ending, folder) for arm in arms)


def main():
    potency = sys.argv[1] if len(sys.argv) == 2 else fail("usage: sbml_check.py POTENCY")
    names = [line.split()[0] for line in run([potency, "models"]).splitlines()
             if line.startswith("  ")]
    documents = {name: read_both([potency, "models", name, "--sbml"], name)
                 for name in dict.fromkeys(names)}
    print(f"libSBML {libsbml.getLibSBMLDottedVersion()} finds nothing amiss in: "
          + ", ".join(documents))
    with tempfile.TemporaryDirectory() as folder:
        bad = sum(check_case(potency, case, folder) for case in CASES)
        bad += sum(check_experiment(potency, case, folder) for case in EXPERIMENTS)
    if bad:
        fail(f"{bad} numbers differ by more than {RTOL:g}, or {CHAIN_RTOL:g} in a chain")


main()
