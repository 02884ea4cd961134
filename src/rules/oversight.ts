import type { FileRoles, OversightRoles, RoleTable } from "../protocol/actions.ts";
import { isAtLeastRole, type Role } from "../protocol/participant.ts";
import type { ConfigOption, SlashCommand } from "../protocol/session.ts";
import type { PromptItem } from "../protocol/timelineItem.ts";
import { type RoleLookup, stillHasRole } from "./KnownRoles.ts";
import type { RoleSource } from "./members.ts";
import { commandRevokedRefusal, commandRoleRefusal, settingRoleRefusal } from "./refusals.ts";

/**
 * Whoever may decide how much the agent asks decides all permissions at once. So what changes that needs the role that
 * answers permission requests: settings such as the mode, and slash commands such as `/permissions`. Agents describe
 * both in their own words, so these rules go by the words and take the stricter reading where the words say little.
 */

/** Who may do what: the least role for each action, for single settings and commands, and for hidden files. */
export type AccessTable = RoleTable & OversightRoles & FileRoles & { readonly roles?: RoleSource | undefined };

/** ACP's own categories of settings that say how the agent thinks, not what it may do. */
const HARMLESS_CATEGORIES: ReadonlySet<string> = new Set(["model", "model_config", "thought_level"]);

/** The same in the words of agents that give a setting no category that we know. */
const HARMLESS_WORDS = words(
	"model effort reasoning thinking thought thoughts think verbosity verbose temperature language locale theme color colour style output tone fast speed",
);

/** Words about what an agent may do without asking. With a `*` they are the beginning of a word. */
const OVERSIGHT_WORDS = words(
	"acceptall acceptedits allow allowed allowing allowlist* allowall alwaysallow alwaysapprov* approv* autoapprov* autoaccept autoallow autoedit autoexec* autopilot autorun autonom* bypass* confirm* consent* danger* deny denied disallow* dontask elevat* escalat* fullaccess fullauto hook hooks neverask noask permission* permit* perms policies policy privilege* readonly restrict* sandbox* skip sudo superuser supervis* trust* unattended unrestricted unsafe untrusted whitelist* yolo",
);

/** Pairs of words that mean the same together, and little alone. */
const OVERSIGHT_PAIRS: readonly RegExp[] = [
	/\b(auto|automatic|automatically|always|never|no|dont|don t) (accept|accepts|allow|apply|applies|ask|asks|edit|edits|exec|execute|mode|run|runs|write|prompts?)\b/,
	/\b(accept|accepts|apply) (all|edit|edits|everything)\b/,
	/\b(ask|asks|asking|prompt) (always|before|each|every|first|never)\b/,
	/\b(full|network|internet|file|filesystem|write|root) access\b/,
	/\bfull auto\b/,
	/\bon (failure|request)\b/,
	/\bread only\b/,
	/\b(without|before|ask|asks|asking) (asking|approval)\b/,
	/\bauto (low|medium|high)\b/,
];

/**
 * In an id or a category it is a mode of work, as in `permission_mode` or `collaboration_mode`, a set of other settings,
 * or what the agent can reach.
 */
const MODE_WORDS = words(
	"agent mode modes autonomy access guard guardian guardrail* safe safety security ask profile profiles preset presets tool tools toolset* network shell terminal command commands exec execution",
);

function words(list: string): RegExp {
	const choices = list.split(" ").map((word) => (word.endsWith("*") ? `${word.slice(0, -1)}[a-z]*` : word));
	return new RegExp(`\\b(${choices.join("|")})\\b`);
}

/**
 * Invisible characters, with which a word looks the same and compares as another one. Line breaks and tabs are not among
 * them: they separate words.
 */
const INVISIBLE = /(?![\t\n\v\f\r])[\p{Cc}\p{Cf}\p{Mn}\p{Me}\p{Cn}\p{Co}\u115f\u1160\u3164\uffa0]/gu;

/** The words of an identifier or a text, in lower case with single spaces: `acceptEdits` and `accept_edits` are the same. */
function toWords(text: string): string {
	return text
		.normalize("NFKD")
		.replace(INVISIBLE, "")
		.replace(/(\p{Ll}|\d)(\p{Lu})/gu, "$1 $2")
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, " ")
		.trim();
}

function isAboutOversight(text: string): boolean {
	const plain = toWords(text);
	return OVERSIGHT_WORDS.test(plain) || OVERSIGHT_PAIRS.some((pair) => pair.test(plain));
}

/**
 * Whether a setting can change what the agent does without asking. One of a category that we do not know can, unless its
 * id says that it is about something else: agents make up categories for modes.
 */
export function affectsOversight({ id, name, description = "", category, choices }: ConfigOption): boolean {
	const choiceTexts = choices.flatMap((choice) => [choice.value, choice.name, choice.group, choice.description]);
	const texts = [id, name, description, category, ...choiceTexts];
	if (texts.some((text) => isAboutOversight(text ?? ""))) return true;
	const names = `${toWords(id)} ${toWords(name)}`;
	if (category !== null && HARMLESS_CATEGORIES.has(category))
		return toWords(id) === "mode" || (MODE_WORDS.test(names) && !HARMLESS_WORDS.test(names));
	const identifiers = `${toWords(id)} ${toWords(category ?? "")}`;
	return MODE_WORDS.test(identifiers) || !HARMLESS_WORDS.test(identifiers);
}

/** The least role that may change a setting; undefined where it is enough that one may call `setConfigOption`. */
export function settingRole(access: AccessTable, option: ConfigOption): Role | undefined {
	const chosen = findRole(access.settings, option.id) ?? findRole(access.settings, option.category ?? "");
	return chosen ?? (affectsOversight(option) ? stricterRole(access.answerApproval, access.setConfigOption) : undefined);
}

/** @throws {Refusal} `forbidden` when the role is not enough for this setting. */
export function requireSetting(access: AccessTable, role: Role, option: ConfigOption): void {
	const needed = settingRole(access, option);
	if (needed !== undefined && !isAtLeastRole(role, needed)) throw settingRoleRefusal(option.name, needed, role);
}

/**
 * Commands of agents that change what is asked, run what follows as it is, or hand the session to somebody outside the
 * workspace. They count also when the agent does not list them: some understand more than they list.
 */
const OVERSIGHT_COMMANDS: ReadonlySet<string> = new Set([
	"act",
	"add-dir",
	"afk",
	"agent",
	"architect",
	"ask",
	"auto",
	"bash",
	"brave",
	"builtin",
	"cd",
	"collab",
	"config",
	"cwd",
	"dir",
	"directory",
	"exec",
	"experimental",
	"extension",
	"extensions",
	"guardian",
	"marketplace",
	"plan",
	"plugin",
	"plugins",
	"profile",
	"rc",
	"reload-plugins",
	"remote-control",
	"safe",
	"settings",
	"sh",
	"shell",
	"tools",
	"update-config",
]);

/** A mode in the name of a command, as in `mode`, `setmode` and `mcp__server__plan_mode`. */
const MODE_COMMAND = /(^|[^a-z])([a-z]*modes?)([^a-z]|$)/;

/** Commands that change which programs an agent may use, unless they are the first part of another command's name. */
const WHOLE_OVERSIGHT_COMMANDS: ReadonlySet<string> = new Set(["mcp"]);

/** In what an agent says about a command. Fewer words than for its name: a description speaks of many things. */
const COMMAND_DESCRIPTION =
	/\b(allowlist|approval mode|approvals?|auto (accept|approve|mode)|bypass|permission mode|permissions?|sandbox(ing)?|settings json|yolo)\b/;

/**
 * The name of the command that a prompt is: after white space and invisible characters, which agents ignore, in lower
 * case. Gemini CLI takes `$` for `/`. Null when the prompt is no command.
 */
export function commandOf(text: string): string | null {
	const plain = text.normalize("NFKC").replace(INVISIBLE, "").trimStart();
	const [, name] = /^[/$]\s*(\S+)/.exec(plain) ?? [];
	return name === undefined ? null : name.toLowerCase();
}

/** The least role whose prompts may be this command; undefined where it is enough that one may call `prompt`. */
export function commandRole(
	access: AccessTable,
	name: string,
	commands: readonly Pick<SlashCommand, "name" | "description">[],
): Role | undefined {
	const chosen = findCommandRole(access.commands, name);
	if (chosen) return chosen;
	const described = commands.filter((command) => isSameCommand(listedName(command), name));
	const parts = name.split(/[^\p{L}\p{N}_-]|__/u).map((part) => part.replaceAll("_", "-"));
	const isListed = WHOLE_OVERSIGHT_COMMANDS.has(name) || parts.some((part) => OVERSIGHT_COMMANDS.has(part));
	const isNamed = isListed || MODE_COMMAND.test(name) || isAboutOversight(name);
	const isAffecting = isNamed || described.some(({ description }) => COMMAND_DESCRIPTION.test(toWords(description)));
	return isAffecting ? stricterRole(access.answerApproval, access.prompt) : undefined;
}

/** As people type it: agents list `server:name (MCP)` for what is called as `/server:name`. */
function listedName({ name }: Pick<SlashCommand, "name">): string {
	return commandOf(`/${name}`) ?? "";
}

/** Agents accept the command of a plugin or a folder, such as `plugin:name`, without that part too. */
function isSameCommand(listed: string, typed: string): boolean {
	return listed === typed || lastPart(listed) === typed;
}

function lastPart(name: string): string {
	return name.slice(name.lastIndexOf(":") + 1);
}

/** Hosts may write the name of a command as people type it: `/Deploy` is `deploy`. */
function findCommandRole(roles: Readonly<Record<string, Role>> | undefined, name: string): Role | undefined {
	const key = Object.keys(roles ?? {}).find((other) => commandOf(`/${other.replace(/^\//, "")}`) === name);
	return key === undefined ? undefined : roles?.[key];
}

/**
 * @param commands - What the agent lists.
 * @throws {Refusal} `forbidden` when a prompt is a command that the role may not send.
 */
export function requireCommand(
	access: AccessTable,
	role: Role,
	text: string,
	commands: readonly Pick<SlashCommand, "name" | "description">[],
): void {
	const name = commandOf(text);
	if (name === null) return;
	const needed = commandRole(access, name, commands);
	if (needed !== undefined && !isAtLeastRole(role, needed)) throw commandRoleRefusal(name, needed, role);
}

/**
 * Checks a prompt again when its turn begins: whoever wrote its text may have lost the role since, and the agent may
 * have said only now what the command does.
 *
 * @throws {Refusal} `forbidden`
 */
export function requireCommandStill(
	access: AccessTable,
	{ text, by, editedBy, sentBy }: Pick<PromptItem, "text" | "by" | "editedBy" | "sentBy">,
	commands: readonly Pick<SlashCommand, "name" | "description">[],
	roleOf: RoleLookup,
): void {
	const name = commandOf(text);
	if (name === null) return;
	const writer = sentBy ?? editedBy ?? by;
	const needed = commandRole(access, name, commands);
	if (needed === undefined || stillHasRole(roleOf(writer.userId), needed)) return;
	throw commandRevokedRefusal(name, needed, writer);
}

/** What a session says about itself, with the roles that its settings and commands need. */
export function withRoles<Change extends SessionLists>(access: AccessTable, change: Change): Change {
	const { configOptions, commands } = change;
	return {
		...change,
		...(configOptions && {
			configOptions: configOptions.map((option) => withRole(option, settingRole(access, option))),
		}),
		...(commands && {
			commands: commands.map((command) => withRole(command, commandRole(access, listedName(command), [command]))),
		}),
	};
}

interface SessionLists {
	readonly configOptions?: readonly ConfigOption[] | undefined;
	readonly commands?: readonly SlashCommand[] | undefined;
}

/** What an agent itself says in `role` means nothing. */
function withRole<Item extends { readonly role?: Role | undefined }>(item: Item, role: Role | undefined): Item {
	const { role: _, ...rest } = item;
	return (role === undefined ? rest : { ...rest, role }) as Item;
}

function findRole(roles: Readonly<Record<string, Role>> | undefined, name: string): Role | undefined {
	return roles && Object.hasOwn(roles, name) ? roles[name] : undefined;
}

function stricterRole(one: Role, other: Role): Role {
	return isAtLeastRole(one, other) ? one : other;
}
