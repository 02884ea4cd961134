/** The limits that both sides keep to. Characters are UTF-16 units, bytes are of UTF-8. */
export const LIMITS = {
	/** Rivet's own limit for a part of an actor key. */
	workspaceIdBytes: 128,
	/** Fits into an incoming message of Rivet (64 KiB), also in a script of three bytes a character. */
	promptCharacters: 20_000,
	/** Prompts that may wait at once. */
	queuedPrompts: 50,
	/** How many of them may be of one person, so that nobody takes all places. */
	queuedPromptsPerPerson: 40,
	/** Suggestions that may wait at once, beside the prompts. */
	suggestions: 50,
	/** How many of them may be of one person. */
	suggestionsPerPerson: 10,
	/** The reason for which a suggestion is declined. */
	declineReasonCharacters: 500,
	/** For how long somebody may have the wheel at once, in minutes. */
	wheelMinutes: 120,
	/** People who may have asked for it at once. */
	wheelAskers: 20,
	/** Items in one window or page. */
	windowItems: 200,
	/** Items in a window or page that was asked for without a `limit`. */
	defaultWindowItems: 50,
	/** Items that a summary of what is unread is made of. */
	unreadItems: 1_000,
	/** People whom a workspace remembers. When more come, it forgets who was not here for the longest. */
	people: 1_000,
	/** People in one response of `listPeople`. */
	peoplePage: 100,
	/** Invites that are open at once. */
	openInvites: 100,
	/** How long an invite may be open, and how long it is unless it says otherwise. */
	inviteMs: 90 * 24 * 3_600_000,
	defaultInviteMs: 7 * 24 * 3_600_000,
	/** An item on the wire; longer parts are truncated and fetched by `getItem`. */
	itemBytes: 65_536,
	clientIdCharacters: 64,
	/** The host's own data on a person, as JSON: it is repeated in the list of participants and in each of their prompts. */
	personMetadataBytes: 512,
	/** The host's own data on a prompt, as JSON. */
	promptMetadataBytes: 2_048,
	/** One attached file. */
	attachmentBytes: 10 * 1_024 * 1_024,
	/** Files of one prompt, and their bytes together. */
	promptAttachments: 8,
	promptAttachmentBytes: 20 * 1_024 * 1_024,
	/** A chunk of an upload; in base64 it fits into an incoming message of Rivet (64 KiB). */
	attachmentChunkBytes: 45 * 1_024,
	/** Notes that one prompt quotes. Their texts count towards `promptCharacters`. */
	promptNotes: 20,
	/** The text of a note. */
	noteCharacters: 10_000,
	/** People whom one note may name. */
	noteMentions: 20,
	/** The name of one of them, as it is in the text. */
	mentionNameCharacters: 256,
	/** Different emoji on one note. */
	noteReactions: 20,
	/** People with the same emoji on one note: their names fit into its item. */
	reactionPeople: 50,
	/** An emoji: some consist of many characters. */
	emojiCharacters: 32,
	/** The thumbnail of a picture, a `data:` URL: those of a whole prompt fit into its item. */
	thumbnailCharacters: 6_000,
	/** A picture or another binary content of the agent: a larger one is not kept. */
	contentBytes: 10 * 1_024 * 1_024,
	/** A page of such content; in base64 it fits into an outgoing message of Rivet (1 MiB). */
	contentPageBytes: 11 * 45 * 1_024,
	/** A path in the sandbox, as most systems have it. */
	pathCharacters: 4_096,
	/** A path that others are told somebody has open: all of them get it, however many there are. */
	presencePathCharacters: 512,
	/** The answer to a question, as JSON. It fits into an incoming message of Rivet (64 KiB). */
	answerBytes: 32_768,
	/** A page of a file. It fits into an outgoing message of Rivet (1 MiB) even if JSON needs six bytes a character. */
	filePageBytes: 131_072,
	/** Entries of the audit log in one page. */
	auditEntries: 200,
	/** Entries of one folder in a response. */
	folderEntries: 2_000,
	/** Paths in one response of `findFiles`. */
	foundFiles: 100,
	/** The title that a person gives to a workspace. */
	titleCharacters: 200,
	/** Entries in one page of a directory. */
	directoryPage: 200,
	/** Entries in a page of a directory that was asked for without a `limit`. */
	defaultDirectoryPage: 50,
	/** The entries of one page of a directory together, as JSON: a page ends before it. Fits into a message of Rivet (1 MiB). */
	directoryPageBytes: 262_144,
	/** The words by which a list of workspaces is searched. */
	directorySearchCharacters: 200,
	/** People of one workspace that a directory names; it counts the others. */
	listedPeople: 5,
	/** Requests and suggestions of one workspace of which a directory knows whom they wait for; it counts the other requests. */
	listedPending: 20,
	/** People of one workspace for whom a directory keeps what is unread and what waits. */
	listedCounts: 200,
	/** People of one workspace of whom a directory knows what was decided about their role there; those who were removed first. */
	listedGrants: 300,
} as const;

/** The intervals of the wire, in milliseconds. */
export const INTERVALS = {
	/** A client that has called no action for so long calls one, so that the workspace knows it is still there. */
	keepAliveMs: 240_000,
	/** After this long without a change the actor broadcasts its head, so that a lost last batch is noticed. */
	headAfterIdleMs: 250,
	/** The head is broadcast at least this often. A client that receives nothing for twice as long reconnects. */
	heartbeatMs: 15_000,
	/** How often a page repeats its presence while somebody else is there. */
	presenceRepeatMs: 4_000,
	/** A hidden page that was silent for so long is sent the head, and answers it: a browser lets its timers run seldom. */
	presenceWakeMs: 3_500,
	/** A page that has not repeated its presence for so long is gone. */
	presenceTimeoutMs: 9_000,
} as const;

/**
 * Both sides send their version in `sync`. It grows with each change that the other side would misunderstand: when a
 * field has another meaning or is gone, when a new field of a request must not be ignored, when a closed set of values
 * grows. What can be ignored or shown as unknown changes nothing. The side with the smaller number has to be updated.
 */
export const PROTOCOL_VERSION = 1;
