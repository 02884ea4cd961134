/**
 * Writes the tables of actions in the documents from `ACTIONS`: the roles in `docs/auth.md`, the messages in
 * `docs/protocol.md`. Each table is between two comments, `<!-- roles: … -->` and `<!-- /roles -->`. What an action does
 * is said by its JSDoc, which no browser loads. A step of `npm run api`; a test fails while a table is out of date.
 */
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ACTION_NAMES, ACTIONS, ROLES, type Role } from "../src/protocol/index.ts";
import { buildProtocolSchema, type JsonSchema } from "./protocolSchema.ts";

const ROOT = join(import.meta.dirname, "..");

const ROLE_RIGHTS: Readonly<Record<Role, string>> = {
	viewer: "read, but no hidden files: dot files such as `.env`, and what Git ignores",
	commenter:
		"suggest prompts, which others send; write notes to the people of the workspace, react to them and settle their threads",
	editor:
		"read hidden files, prompt, stop, edit or remove their own queued prompts, choose the model, rename the workspace, restart a failed session",
	approver:
		"answer permission requests and questions, and change how much the agent asks: its mode, and commands such as `/permissions`",
	owner: "everything",
};

/** A response with more fields is shown by the name of its type. */
const MAX_RESPONSE_FIELDS = 6;

function roleTable(): string {
	return table(
		["role", "may", "with these actions"],
		ROLES.map((role) => {
			const names = ACTION_NAMES.filter((name) => ACTIONS[name].role === role);
			return [code(role), ROLE_RIGHTS[role], names.map(code).join(", ")];
		}),
	);
}

function actionTable(): string {
	const schema = buildProtocolSchema();
	const descriptions = readDescriptions();
	const rows = Object.entries(schema.actions).map(([name, { role, request, response }]) => {
		const description = descriptions.get(name);
		if (!description)
			throw new Error(
				`The action ${name} has no JSDoc. It describes the action in docs/protocol.md: add it to its entry.`,
			);
		return [
			code(name),
			role,
			request ? fieldList(request, schema.$defs) : "",
			responseCell(response, schema.$defs),
			description,
		];
	});
	return table(["action", "role", "request", "response", ""], rows);
}

type Definitions = Readonly<Record<string, JsonSchema>>;

const typeName = ({ $ref = "" }: JsonSchema) => $ref.replace("#/$defs/", "");

function responseCell(schema: JsonSchema, definitions: Definitions): string {
	const fields = fieldList(schema, definitions);
	return fields !== "" && fields.split(", ").length <= MAX_RESPONSE_FIELDS ? fields : code(typeName(schema));
}

/** The fields of an object, those with a question mark that may be absent. */
function fieldList(schema: JsonSchema, definitions: Definitions): string {
	const { properties = {}, required = [] } = definitions[typeName(schema)] ?? schema;
	return Object.keys(properties)
		.map((name) => code(required.includes(name) ? name : `${name}?`))
		.join(", ");
}

/** What the JSDoc of each action says, on one line. */
function readDescriptions(): ReadonlyMap<string, string> {
	const sources = globSync("src/protocol/*.ts", { cwd: ROOT }).map((path) => readFileSync(join(ROOT, path), "utf8"));
	const found = sources.join("\n").matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*(\w+): defineAction\(/g);
	return new Map(
		[...found].map(([, comment = "", name = ""]) => [name, comment.replaceAll(/\s*\n\s*\* ?|\s+/g, " ").trim()]),
	);
}

const code = (text: string) => `\`${text}\``;

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
	const line = (cells: readonly string[]) => `|${cells.map((cell) => (cell === "" ? " |" : ` ${cell} |`)).join("")}`;
	return [line(head), `|${"---|".repeat(head.length)}`, ...rows.map(line)].join("\n");
}

const TABLES = [
	{ path: "docs/auth.md", name: "roles", createTable: roleTable },
	{ path: "docs/protocol.md", name: "actions", createTable: actionTable },
];

/** The documents with tables of actions: as they are, and as they are to be. */
export function updateDocuments(): readonly {
	readonly path: string;
	readonly before: string;
	readonly after: string;
}[] {
	return TABLES.map(({ path, name, createTable }) => {
		const before = readFileSync(join(ROOT, path), "utf8");
		const region = new RegExp(`(<!-- ${name}: [^\\n]*-->\\n).*?(\\n<!-- /${name} -->)`, "s");
		if (!region.test(before)) throw new Error(`${path} has no region <!-- ${name}: … --> … <!-- /${name} -->.`);
		return { path, before, after: before.replace(region, (_, start, end) => `${start}\n${createTable()}\n${end}`) };
	});
}

if (import.meta.main) for (const { path, after } of updateDocuments()) writeFileSync(join(ROOT, path), after);
