"""Any order, repetition, relay, grouping, hole, settling, deleting, setting aside, withholding, restoring and forking: the same state everywhere."""

import os
from typing import ClassVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.sync.team import DELETED, FIELDS, RECORDS, Team

INDEX = st.integers(0, 1 << 16)


class Machine(RuleBasedStateMachine):
    """Steps are chosen by hypothesis; after every step one laptop is compared with the oracle, at the end all of them with each other."""

    forks: ClassVar[bool] = False

    @initialize(size=st.integers(3, 5), partner=st.booleans())
    def start(self, size, partner):
        self.team = Team(size)
        self.team.partner = self.team.laptops[-1] if partner else None
        self.touched = self.team.laptops[0]

    def one(self, i):
        self.touched = self.team.laptops[i % len(self.team.laptops)]
        return self.touched

    @rule(i=INDEX, r=st.sampled_from(RECORDS), f=st.sampled_from(FIELDS), v=st.integers(0, 2))
    def edit(self, i, r, f, v):
        self.team.edit(self.one(i), r, f, v)

    @rule(i=INDEX, r=st.sampled_from(RECORDS), v=st.booleans())
    def delete(self, i, r, v):
        self.team.edit(self.one(i), r, DELETED, v)

    @rule(i=INDEX)
    def settle(self, i):
        laptop = self.one(i)
        for record, field in sorted(laptop.conflicts()):
            self.team.edit(laptop, record, field, 7)
            assert (record, field) not in laptop.conflicts()

    @rule(i=INDEX, r=st.sampled_from(RECORDS), f=st.none() | st.frozensets(st.sampled_from(FIELDS), min_size=1))
    def erase(self, i, r, f):
        self.team.erase(self.one(i), r, f)

    @rule(i=INDEX)
    def close_the_run(self, i):
        self.one(i).seal()

    @rule(i=INDEX, to=st.lists(INDEX, max_size=2), half=st.none() | st.integers(0, 99))
    def send(self, i, to, half):
        laptops = self.team.laptops
        self.team.send(self.one(i), list({laptops[x % len(laptops)]: 1 for x in to}), half)

    @rule(a=INDEX, b=INDEX, r=st.sampled_from(RECORDS), f=st.sampled_from(FIELDS), v=st.integers(0, 2))
    def edit_and_give(self, a, b, r, f, v):
        giver, taker = self.one(a), self.one(b)
        self.team.edit(giver, r, f, v)
        self.team.give(giver, taker)

    @rule(a=INDEX, b=INDEX)
    def give(self, a, b):
        giver, taker = self.one(a), self.one(b)
        self.team.give(giver, taker)

    @rule(i=INDEX, m=INDEX)
    def receive_twice(self, i, m):
        if self.team.mail:
            laptop, letter = self.one(i), -1 - m % len(self.team.mail)
            self.team.receive(laptop, letter)
            state = laptop.digest()
            self.team.receive(laptop, letter)
            assert laptop.digest() == state

    @rule(i=INDEX, some=st.integers(1, 3))
    def set_aside(self, i, some):
        laptop = self.one(i)
        mine, before, aside = self.team.imports[laptop.name][:some], laptop.digest(), laptop.aside()
        laptop.set_aside(mine)
        if not aside and not self.team.erasures:  # what an import erased comes back from others, not from taking it back
            laptop.take_in(mine)
            assert laptop.digest()[1] == before[1], "taking back is itself reversible, exactly"
            laptop.set_aside(mine)

    @rule(i=INDEX)
    def take_in(self, i):
        self.one(i).take_in(self.touched.aside())

    @rule(i=INDEX)
    def backup(self, i):
        self.team.backup(self.one(i))

    @rule(b=INDEX, noticed=st.booleans())
    def restore(self, b, noticed):
        if self.team.backups:
            self.touched = self.team.restore(b % len(self.team.backups), noticed or not self.forks)

    @invariant()
    def agrees_with_the_oracle(self):
        if hasattr(self, "touched"):
            self.team.check(self.touched)

    def teardown(self):
        if hasattr(self, "team"):
            self.team.settle_all()
            self.team.close()


class ForkMachine(Machine):
    """Restored files that nobody notices at once: numbers are used twice."""

    forks = True


QUICK = settings(
    max_examples=int(os.environ.get("EXAMPLES", "12")),
    stateful_step_count=int(os.environ.get("STEPS", "50")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestMachine, TestForkMachine = Machine.TestCase, ForkMachine.TestCase
TestMachine.settings = TestForkMachine.settings = QUICK
