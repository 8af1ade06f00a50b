"""Who is who: `auth.test`, `users.*`, `usergroups.*`, `bots.info`, `team.info`, `api.test`."""

from bot.sandbox.arguments import Arguments
from bot.sandbox.cast import APP_ID, BOT_ID, BOT_USER, TEAM_DOMAIN, TEAM_ID, TEAM_NAME, Person, UserGroup
from bot.sandbox.methods.paging import page
from bot.sandbox.shapes import Json, SlackError
from bot.sandbox.workspace import Workspace


def auth_test(workspace: Workspace, _arguments: Arguments) -> Json:
    """`auth.test`: whose token it is."""
    return {
        "url": f"{workspace.url}/",
        "team": TEAM_NAME,
        "team_id": TEAM_ID,
        "user": workspace.people[BOT_USER].handle,
        "user_id": BOT_USER,
        "bot_id": BOT_ID,
        "app_id": APP_ID,
        "is_enterprise_install": False,
    }


def api_test(_workspace: Workspace, arguments: Arguments) -> Json:
    """`api.test`: sends back what it was given."""
    if arguments.text("error"):
        raise SlackError(arguments.text("error"), args=arguments.values)
    return {"args": arguments.values}


def user_info(workspace: Workspace, arguments: Arguments) -> Json:
    """`users.info`."""
    person = workspace.people.get(arguments.needed("user"))
    if person is None:
        raise SlackError("user_not_found")
    return {"user": described(person)}


def list_users(workspace: Workspace, arguments: Arguments) -> Json:
    """`users.list`."""
    found, metadata = page(list(workspace.people.values()), arguments)
    return {
        "members": [described(person) for person in found],
        "cache_ts": int(workspace.clock()),
        "response_metadata": metadata,
    }


def list_groups(workspace: Workspace, arguments: Arguments) -> Json:
    """`usergroups.list`."""
    with_users = arguments.flag("include_users")
    return {"usergroups": [described_group(group, with_users) for group in workspace.groups.values()]}


def list_group_users(workspace: Workspace, arguments: Arguments) -> Json:
    """`usergroups.users.list`."""
    group = workspace.groups.get(arguments.needed("usergroup"))
    if group is None:
        raise SlackError("no_such_subteam")
    return {"users": list(group.users)}


def bot_info(workspace: Workspace, arguments: Arguments) -> Json:
    """`bots.info`."""
    if arguments.text("bot", BOT_ID) != BOT_ID:
        raise SlackError("bot_not_found")
    name = workspace.people[BOT_USER].name
    return {"bot": {"id": BOT_ID, "deleted": False, "name": name, "app_id": APP_ID, "user_id": BOT_USER}}


def team_info(workspace: Workspace, _arguments: Arguments) -> Json:
    """`team.info`."""
    return {"team": {"id": TEAM_ID, "name": TEAM_NAME, "domain": TEAM_DOMAIN, "url": f"{workspace.url}/"}}


def described(person: Person) -> Json:
    """The user object."""
    return {
        "id": person.id,
        "team_id": person.team,
        "name": person.handle,
        "real_name": person.name,
        "deleted": person.deleted,
        "color": person.color,
        "tz": person.tz,
        "tz_label": person.tz,
        "tz_offset": person.tz_offset,
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "is_restricted": person.is_guest,
        "is_ultra_restricted": False,
        "is_stranger": person.is_stranger,
        "updated": 0,
        "profile": {"real_name": person.name, "display_name": person.name, "title": person.title},
    }


def described_group(group: UserGroup, with_users: bool) -> Json:
    """The user group object."""
    described_so_far: Json = {
        "id": group.id,
        "team_id": TEAM_ID,
        "is_usergroup": True,
        "is_subteam": True,
        "name": group.name,
        "handle": group.handle,
        "is_external": False,
        "date_delete": 0,
        "user_count": len(group.users),
    }
    return described_so_far | ({"users": list(group.users)} if with_users else {})
