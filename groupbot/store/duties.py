"""What the store's own tables owe to the people in them (law L9)."""

from groupbot.store import outbox as answers
from groupbot.store.declared import Duty
from groupbot.store.tables import deployment, erase_job, inbox, outbox, platform_lease, schedule

DUTIES = (
    Duty(deployment, "Ties this database to its vault.", "As long as the deployment.", keys=("key_id",)),
    Duty(
        inbox,
        "Recognises an event that the platform delivers twice; a keyed hash, no person can be read from it.",
        "48 hours.",
        ends="ends_hour",
        ends_in="hours",
    ),
    Duty(
        outbox,
        "Holds the sealed answer to your own decision, and what was decided of your entry, until it is delivered.",
        "Until delivered, at most 48 hours, and what was decided of your entry until it was tried since the bot's last "
        "start; a newer answer or a withdrawal takes its place.",
        rests_on="L1: the answer to a person's own decision, until it is delivered",
        eraser=answers.erase,
        group_eraser=answers.erase_about,
        exporter=answers.export,
        ends="ends_hour",
        ends_in="hours",
        person="recipient",
        mark=answers.recipient,
        keys=("key_id",),
    ),
    Duty(
        erase_job, "Remembers an erasure that is under way, so that a crash cannot leave it half done.", "Until done."
    ),
    Duty(schedule, "Says what falls due when, and which process does it.", "As long as the deployment."),
    Duty(platform_lease, "Says which process serves a platform.", "As long as the deployment."),
)
