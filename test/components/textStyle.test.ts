import { expect, test } from "vitest";
import * as sessionErrors from "../../actors/errors/sessionErrors.ts";
import * as notices from "../../actors/notices/notices.ts";
import { errorInfoFromAcpError } from "../../actors/timeline/agentErrors.ts";
import * as connectionErrors from "../../src/core/errors/connectionErrors.ts";
import { REPLAY_MARK_KINDS } from "../../src/core/replay/replayMarks.ts";
import { german } from "../../src/locales/de.ts";
import {
	COMPACTION_STATUSES,
	ERROR_CODES,
	NOTICE_CODES,
	type SandboxProcess,
	TOOL_KINDS,
	type ToolKind,
	WHEEL_CHANGES,
	WITHDRAWAL_REASONS,
} from "../../src/protocol/index.ts";
import { english } from "../../src/react/labels/english.ts";
import type { ErrorText, Labels } from "../../src/react/labels/Labels.ts";
import type { AnswerProblem } from "../../src/rules/answers.ts";
import * as refusals from "../../src/rules/refusals.ts";
import { TURN_CUT_BY_DEPLOY, TURN_INTERRUPTED } from "../../src/rules/turn.ts";

/** The labels that are functions, and arguments for each. A new one without a sample does not compile. */
type Samples = {
	readonly [Key in keyof Labels as Labels[Key] extends (...given: never) => unknown ? Key : never]: readonly Parameters<
		Extract<Labels[Key], (...given: never) => unknown>
	>[];
};

const COUNTS: readonly [number][] = [[0], [1], [2], [12_345]];
const NAMED: readonly [string][] = [["Ada"]];
const PEOPLE: readonly [readonly string[]][] = [[["Ada"]], [["Ada", "Ben"]], [["Ada", "Ben", "Cleo", "Dan", "Ed"]]];
const TIMES: readonly [number][] = [[0], [1_795_000_000_000]];
const LATER: readonly [string][] = [["3m 20s"]];
const ERROR: ErrorText = { message: "The agent crashed.", hint: "Retry.", detail: "exit code 1" };

const PROCESS: SandboxProcess = {
	id: "1",
	command: "npm test",
	status: "exited",
	exitCode: 1,
	startedAt: 0,
	endedAt: 1,
};

const SAMPLES: Omit<Samples, "error"> = {
	replayPositionAt: [["12s", "3m 20s", "09:14"]],
	replaySpeedOf: [[0.5], [16]],
	replayMarks: REPLAY_MARK_KINDS.flatMap((kind) => [[kind, 1] as const, [kind, 12] as const]),
	needsYou: COUNTS,
	unreadInWorkspace: COUNTS,
	workspaceActions: NAMED,
	agentChanged: [["Ada", "Claude", "Codex"]],
	loginNeeded: [["Claude"]],
	loginPending: [["Acme"]],
	unreachable: [[null], ["http://127.0.0.1:6420"]],
	agentName: [["claude"], ["demo"], ["my-agent"]],
	time: TIMES,
	dateTime: TIMES,
	timeAgo: [[0], [90_000], [7_200_000], [200_000_000]],
	duration: [[0], [400], [12_000], [200_000], [4_000_000], [400_000_000]],
	shortcut: [
		["Mod+Enter", true],
		["Mod+Shift+Enter", false],
	],
	linesChanged: [
		[1, 0],
		[0, 2],
	],
	newItems: COUNTS.flatMap(([number]): [number, boolean][] => [
		[number, true],
		[number, false],
	]),
	newSince: [["18:03"]],
	sinceYouLeft: [["18:03"]],
	claimedBy: NAMED,
	turnsEnded: COUNTS,
	turnsFailed: COUNTS,
	notesWritten: COUNTS,
	mentionsOfYou: COUNTS,
	nestedCalls: COUNTS.flatMap(([number]): [number, boolean][] => [
		[number, true],
		[number, false],
	]),
	commandExit: [[{ code: 3, signal: null }], [{ code: null, signal: "SIGTERM" }]],
	searchResults: [
		[0, 0, false],
		[0, 1, true],
		[2, 3, true],
	],
	composerPlaceholder: [
		[null, { commands: false, files: false }],
		["Claude", { commands: true, files: true }],
		["Demo agent", { commands: false, files: true }],
	],
	settingChoice: [["Effort", "High"]],
	settingNotAllowed: [["approver"], ["owner"]],
	removeAttachment: [["notes.md"]],
	removeQuote: [["Ada"], [null]],
	fileSize: COUNTS,
	percent: [[0], [100]],
	attachmentBlocksSending: [
		["notes.md", true],
		["notes.md", false],
	],
	promptTooLong: [[120_000, 100_000]],
	promptLength: [[95_000, 100_000]],
	pasteOffer: [["image.png"]],
	unsent: [[1], [4]],
	retryPossibleIn: LATER,
	sendUnsent: [
		[0, 2],
		[1, 2],
		[2, 2],
	],
	discardUnsent: [[4]],
	unsentAction: [["Retry", "Tidy up"]],
	answerBy: [["Claude"], [null]],
	promptBy: NAMED,
	noteBy: NAMED,
	noteDeleted: NAMED,
	noteResolved: NAMED,
	noteReaction: [["👍", ["Ada", "Ben"]]],
	notes: COUNTS,
	noteReplies: COUNTS,
	noteTooLong: [[12_345, 10_000]],
	queue: COUNTS,
	withdrawPrompt: [["Add a test"]],
	editPrompt: [["Add a test"]],
	movePrompt: [["Move up", "Add a test"]],
	promptMoved: [[1, 3]],
	editedBy: NAMED,
	promptSuspended: NAMED,
	promptWithdrawn: WITHDRAWAL_REASONS.flatMap((reason) => [
		["Ada", reason, null],
		["Ada", reason, "Not before Monday"],
	]),
	thought: [["6s"], [null]],
	notStored: [["2 MB"]],
	readingTranscript: COUNTS,
	transcriptFrom: [["30 November 2026"]],
	contentLoading: [["Image", "2 MB"]],
	contentTooLarge: [["Image", "12 MB"]],
	contentUnreadable: [["Image"]],
	contentMissing: [["Audio", "2 MB"]],
	contentNotLoaded: [["Image"]],
	terminal: [["term-1"]],
	planProgress: [[1, 3]],
	unknownUpdate: [["git_patch"]],
	settingsChanged: [
		[["Ada"], [["Mode", "Plan"]]],
		[
			["Ada", "Ben", "Cleo", "Dan"],
			[
				["Mode", "Plan"],
				["Model", "Large"],
			],
		],
	],
	addNoteToLine: [[12]],
	diffLine: [[12]],
	personInvited: [
		["Ada", "Editor", true],
		["Ada", "Viewer", false],
	],
	peopleInvited: [
		[["Ada"], 2],
		[["Ada", "Ben"], 12],
	],
	workspaceRenamed: [
		[["Ada"], null, "Checkout"],
		[["Ada", "Ben"], "Checkout", "Payments"],
		[["Ada"], "Checkout", null],
	],
	personJoinedBy: [["Ben", "Ada"]],
	personActions: [["Ben"]],
	roleOf: [["Ben"]],
	removePersonSurely: [["Ben"]],
	makeOwnerSurely: [["Ben"]],
	lastHere: [["18:03"]],
	inviteValidFor: [[3_600_000], [86_400_000], [604_800_000]],
	inviteBy: [["Editor", "Ada"]],
	inviteState: [
		["18:03", 0, true],
		["18:03", 2, false],
	],
	revokeInviteOf: [["Editor"]],
	peopleJoined: [[["Ada"]], [["Ada", "Ben", "Cleo", "Dan"]]],
	peopleRemoved: [
		["Ada", ["Ben"]],
		[null, ["Ben", "Cleo"]],
	],
	roleChanged: [
		["Ada", "Ben", "Editor", "Approver"],
		[null, "Ben", null, "Approver"],
	],
	rolesChanged: [[["Ben", "Cleo"]]],
	suggestedPrompts: COUNTS,
	suggestionAction: (["send", "decline", "take_back"] as const).map((action) => [action, "“Tidy up”"]),
	sentBy: NAMED,
	wheelHeld: [
		["Ada", 1_795_000_000_000],
		[null, 0],
	],
	wheelAsked: PEOPLE,
	handOverWheel: [["Ada"]],
	takeWheelFor: COUNTS,
	wheelChanged: [...WHEEL_CHANGES, "kept" as const].flatMap((change) => [
		[change, { by: "Ada", from: "Ben", to: "Cleo", until: 1_795_000_000_000 }],
		[change, { by: "Ada", from: "Ada", to: null, until: null }],
		[change, { by: "Ada", from: null, to: "Ada", until: 0 }],
	]),
	settingChanged: [
		["Ada", "Mode", "Ask first", "Accept edits"],
		["Ada", "Mode", null, "Accept edits"],
	],
	contextCompacted: [...COMPACTION_STATUSES, null].map((status) => [status]),
	backgroundWork: [[[]], [["npm test"]], [["npm test", "npm start"]]],
	unknownEvent: [["Ada", "role changed"]],
	permissionRequested: [
		...TOOL_KINDS.flatMap((kind): [string, ToolKind, readonly string[]][] => [
			["Claude", kind, []],
			["Claude", kind, ["src/upload.ts"]],
		]),
		["Claude", "edit", ["a", "b"]],
		["Claude", "edit", ["a", "b", "c"]],
	],
	quoted: NAMED,
	emptyLines: COUNTS,
	spaces: COUNTS,
	approvalWaiting: [
		[[], "owner"],
		[["Ada", "Ben"], "approver"],
		[["Ada", "Ben", "Cleo", "Dan", "Ed"], "editor"],
	],
	questionAsked: [["Claude"], ["Demo agent"]],
	questionsPending: COUNTS,
	questionPattern: [["^[a-z]+$"]],
	answerProblem: [
		[{ kind: "required" }],
		[{ kind: "type" }],
		...(["email", "uri", "date", "date-time", "integer"] as const).map((format): [AnswerProblem] => [
			{ kind: "format", format },
		]),
		...(["length", "count", "range"] as const).flatMap((kind): [AnswerProblem][] => [
			[{ kind, min: 1, max: null }],
			[{ kind, min: null, max: 1 }],
			[{ kind, min: 2, max: 30 }],
			[{ kind, min: 2, max: 2 }],
		]),
	],
	questionOpen: [["example.com"]],
	questionWaiting: [
		[[], "owner"],
		[["Ada", "Ben"], "approver"],
	],
	questionAnswered: [
		["answered", "Ada"],
		["opened", "Ada"],
		["declined", "Ada"],
		["dismissed", "Ada"],
	],
	approvalsPending: COUNTS,
	approvalRequirements: [
		["editor", 1, 0],
		["owner", 2, 1],
		["viewer", 2, 0],
	],
	approvalRule: [["deleting"]],
	approvalExpires: LATER,
	approvalExpiresAt: [["18:09"]],
	approvalAnswered: [
		["allow_once", "Ada", null],
		["allow_always", null, null],
		["reject_once", null, "deleting"],
		["reject_always", "Ada", null],
		["other", "Ada", null],
	],
	startedBy: [["Ada"]],
	workingInBackground: [
		[null, 0],
		["npm test", 0],
		["npm test", 2],
	],
	stoppingTurn: [["Ada"], [null]],
	turnEnd: [["end_turn"], ["max_tokens"], ["max_turn_requests"], ["refusal"], ["cancelled"], ["Other"], [null]],
	turnStopped: [
		["Ada", null],
		["Ada", "Use pnpm instead"],
	],
	filesChanged: COUNTS,
	commandsRun: COUNTS,
	toolCallsMade: COUNTS,
	approvalsRequested: COUNTS,
	waitedForApprovals: LATER,
	participants: COUNTS,
	participant: [["Ada", "Owner"]],
	nameWithYou: NAMED,
	typing: PEOPLE,
	readingHere: PEOPLE,
	lookingAtThis: PEOPLE,
	fileOpenToo: PEOPLE,
	follow: NAMED,
	following: NAMED,
	usage: [[784, 200_000]],
	tokens: [[784], [1_436_910]],
	number: [[784], [1_436_910]],
	cost: [
		[0.42, "USD"],
		[3, "a made-up currency"],
	],
	retryIn: LATER,
	fileBinary: [["image/png"]],
	processState: [[{ ...PROCESS, status: "running" }], [PROCESS], [{ ...PROCESS, exitCode: null }]],
	code: [["python"], [""]],
	footnote: [["1"]],
	imageNotLoaded: [["A map"], [""]],
	diff: [["src/app.ts"]],
	lineEndings: [
		["CRLF", "LF"],
		["LF", "mixed"],
		[null, "CR"],
	],
	showUnchanged: COUNTS,
	showAllLines: COUNTS,
};

/** The labels that are whole sentences. All others are names, states and buttons, which end without a full stop. */
const SENTENCES: ReadonlySet<string> = new Set<keyof Labels>([
	"emptyHint",
	"emptyHintReadOnly",
	"composerReadOnly",
	"continueTurnPrompt",
	"turnWarning",
	"sessionOffline",
	"unreachable",
	"reconnecting",
	"offline",
	"itemNotFound",
	"settingNotAllowed",
	"agentBusy",
	"loginNotAllowed",
]);

/** Words of translated or stilted texts; the texts have better ones. */
const BANNED = {
	english:
		/\b(goe?s? on|went on|withdraw\w*|withdrew|somebody|anybody|everybody|brought back|in what is|the whole|is no text|run again|asked|cannot|could not|did not|does not|is not|please)\b/i,
	german: /zurückgezogen|zurückziehen|soweit geladen|erbeten|geht hinaus|zurückgeholt|jemand hat|\bbitte nicht\b/i,
};

interface Text {
	/** The label or the function that the text is from. */
	readonly from: string;
	readonly text: string;
}

/** A tool call's title, a question or a prompt, as the functions in records of labels take it. */
const ABOUT = "npm test";

/** All texts of a value of the labels: a text, a record of texts or of functions that make them, or an error. */
function textsOf(from: string, value: unknown): readonly Text[] {
	if (typeof value === "string") return [{ from, text: value }];
	if (typeof value === "function") return textsOf(from, value(ABOUT));
	return Object.values(Object(value)).flatMap((inner) => textsOf(from, inner));
}

function textsOfLabels(labels: Labels): readonly Text[] {
	const calls: Readonly<Record<string, readonly (readonly unknown[])[]>> = SAMPLES;
	return Object.entries(labels).flatMap(([key, value]) => {
		if (key === "error") return [];
		if (typeof value !== "function") return textsOf(key, value);
		return (calls[key] ?? []).flatMap((given) => textsOf(key, value(...given)));
	});
}

/** What is wrong with a text of any kind. */
function styleProblems({ text }: Text, banned: RegExp): readonly string[] {
	return [
		...(text.trim() === "" ? ["is empty"] : []),
		...(text !== text.trim() || /[^\S\u00a0]{2}/.test(text) ? ["has stray spaces"] : []),
		...(/["']/.test(text) ? ["has straight quotes or apostrophes"] : []),
		...(text.includes("...") ? ["has three dots for an ellipsis"] : []),
		...(text.includes("!") ? ["exclaims"] : []),
		...(banned.test(text) ? [`says "${banned.exec(text)?.[0]}"`] : []),
	];
}

function labelProblems(text: Text, banned: RegExp): readonly string[] {
	const isSentence = SENTENCES.has(text.from);
	return [
		...styleProblems(text, banned),
		...(text.text.endsWith(".") && !isSentence && !/\d [A-Za-z]+\.( ago)?$/.test(text.text)
			? ["ends with a full stop"]
			: []),
		...(/[^.?]$/.test(text.text) && isSentence ? ["is a sentence without a full stop"] : []),
	];
}

function report(texts: readonly Text[], problemsOf: (text: Text) => readonly string[]): readonly string[] {
	return texts.flatMap((text) => problemsOf(text).map((problem) => `${text.from} ${problem}: ${text.text}`));
}

test.each(Object.entries({ english, german }))("the labels in %s keep to one style", (language, labels) => {
	const banned = BANNED[language as keyof typeof BANNED];
	const texts = textsOfLabels(labels);
	expect(new Set(texts.map(({ from }) => from)).size).toBe(Object.keys(labels).length - 1);
	expect(report(texts, (text) => labelProblems(text, banned))).toEqual([]);
});

test("both languages have one word for running a prompt again", () => {
	for (const { tryAgain, runAgain } of [english, german]) expect(runAgain).toBe(tryAgain);
});

test("every error in German keeps to the style", () => {
	const texts = [...ERROR_CODES, ...NOTICE_CODES].flatMap((code) => {
		const { message, hint } = german.error({ code, ...ERROR });
		return textsOf(code, [message, hint].filter(Boolean));
	});
	expect(report(texts, (text) => styleProblems(text, BANNED.german))).toEqual([]);
	expect(texts.filter(({ text }) => !text.endsWith("."))).toEqual([]);
});

const ANSWERED = { status: "answered", optionId: "once", by: { userId: "ben", name: "Ben" }, answeredAt: 0 } as const;
const REQUESTED = [{ optionId: "once", name: "Allow once", optionKind: "allow_once" }] as const;

/** Every refusal, error and notice that the product itself words. */
const ERRORS: Readonly<Record<string, readonly (Partial<ErrorText> | { readonly info: ErrorText })[]>> = {
	...callAll(refusals, {
		promptTooLongRefusal: [120_000],
		notPromptAuthorRefusal: [{ userId: "ben", name: "Ben" }],
		notNoteAuthorRefusal: [{ userId: "ben", name: "Ben" }, "delete"],
		answerUnknownRefusal: [REQUESTED],
		approvalRoleRefusal: ["owner", "editor"],
		suggestionClosedRefusal: [{ sentBy: { userId: "ben", name: "Ben" } }],
		suggestionsFullRefusal: [true],
		wheelHeldRefusal: [{ userId: "ben", name: "Ben" }],
		wheelRoleRefusal: [{ userId: "ben", name: "Ben" }, "editor"],
		claimOfOtherRefusal: [{ userId: "ben", name: "Ben" }],
		alreadyAnsweredRefusal: [ANSWERED],
		approvalClosedRefusal: [{ status: "cancelled", reason: "expired", cancelledAt: 0 }],
		questionAnsweredRefusal: [{ userId: "ben", name: "Ben" }],
		questionClosedRefusal: [{ status: "cancelled", reason: "expired", cancelledAt: 0 }],
		answerInvalidRefusal: [{ name: "count", problem: { kind: "range", min: 1, max: 5 } }],
		originRefusal: ["https://other.example"],
		roleRefusal: ["owner", "viewer"],
		settingRoleRefusal: ["Mode", "approver", "editor"],
		commandRoleRefusal: ["permissions", "approver", "editor"],
		commandRevokedRefusal: ["permissions", "approver", { userId: "ben", name: "Ben" }],
		rateLimitRefusal: ["prompts", 60, 1_000],
		tooManyConnectionsRefusal: [5],
		protocolRefusal: [1, 2],
		paramsRefusal: [["token: Expected string"]],
		choiceUnknownRefusal: ["Effort"],
		fileTooLargeRefusal: ["notes.md"],
		importRefusal: ["It has 3 rows, and says that it has 4."],
		uploadMismatchRefusal: ["is larger than announced"],
	}),
	...callAll(sessionErrors, {
		agentNotInstalled: ["claude"],
		agentNotDownloaded: ["claude"],
		agentExited: [1],
		requestTooLarge: [9_000_000],
		timedOut: ["Starting the agent", 60_000],
	}),
	...callAll(notices, {
		sessionRestoredNotice: [{ origin: "replayed", sandbox: { isReplacement: true } }, null],
		lostUpdatesNotice: [3, null],
		steeringUnconfirmedNotice: [{ message: "The agent crashed." }, null],
		settingsLostNotice: [["Model", "Mode"]],
		importedNotice: [{ keepSandbox: false }],
		sessionLostNotice: [ERROR],
		createNotice: [{ level: "info", ...ERROR }],
	}),
	...callAll(connectionErrors, { workspaceDestroyedError: ["Ada"] }),
	someoneDestroyed: [connectionErrors.workspaceDestroyedError(null)],
	restored: [notices.sessionRestoredNotice({ origin: "restored", sandbox: { isReplacement: false } }, null)],
	internal: [sessionErrors.INTERNAL_ERROR],
	interrupted: [TURN_INTERRUPTED],
	deployed: [TURN_CUT_BY_DEPLOY],
	agent: [401, 429, 1].map((code) => errorInfoFromAcpError({ code, message: "" })),
	model: ["max_tokens", "ECONNRESET"].map((message) => errorInfoFromAcpError({ code: 1, message })),
};

/** The results of all functions of a module that return an error. */
function callAll(module: object, given: Readonly<Record<string, readonly unknown[]>>) {
	const calls = Object.entries(module).filter(
		([name, value]) => typeof value === "function" && /^[a-z]/.test(name) && !/^(is|to)[A-Z]/.test(name),
	);
	return Object.fromEntries(calls.map(([name, call]) => [name, [call(...(given[name] ?? []))]]));
}

test("every error of the workspace keeps to the style", () => {
	const texts = Object.entries(ERRORS).flatMap(([from, errors]) =>
		errors.flatMap((error) => {
			const { message, hint } = "info" in error ? error.info : error;
			return textsOf(from, [message, hint].filter(Boolean));
		}),
	);
	expect(texts.length).toBeGreaterThan(80);
	expect(report(texts, (text) => styleProblems(text, BANNED.english))).toEqual([]);
	expect(texts.filter(({ text }) => !text.endsWith("."))).toEqual([]);
});
