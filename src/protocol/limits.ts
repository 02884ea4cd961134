/** What both sides hold each other to. Characters are UTF-16 units, bytes are of UTF-8. */
export const LIMITS = {
	/** Rivet's own limit for a part of an actor key. */
	workspaceIdBytes: 128,
	/** Fits Rivet's 64 KiB for a message as it comes, in a script of three bytes a character too. */
	promptCharacters: 20_000,
	/** Prompts that may wait at once. */
	queuedPrompts: 50,
	/** Items in one window or page. */
	windowItems: 200,
	/** An item on the wire; longer parts are cut and fetched by `item`. */
	itemBytes: 65_536,
	clientIdCharacters: 64,
	/** One attached file. */
	attachmentBytes: 10 * 1_024 * 1_024,
	/** Files of one prompt, and their bytes together. */
	promptAttachments: 8,
	promptAttachmentBytes: 20 * 1_024 * 1_024,
	/** A piece of a file on its way up; in base64 it fits Rivet's 64 KiB. */
	attachmentChunkBytes: 45 * 1_024,
	/** A picture's small likeness, a `data:` URL: those of a whole prompt fit into its item. */
	thumbnailCharacters: 6_000,
	/** A path in the sandbox, as most systems have it. */
	pathCharacters: 4_096,
	/** A page of a file. Rivet's 1 MiB holds it even if JSON needs six characters for each of its own. */
	filePageBytes: 131_072,
	/** Names that are told of one folder. */
	folderEntries: 2_000,
	/** Paths that are found at once. */
	foundFiles: 100,
} as const;

/** How often, in milliseconds, things happen on the wire. */
export const INTERVALS = {
	/** A client that has asked for nothing for so long asks something, so that the workspace knows that it is there. */
	keepAliveMs: 240_000,
	/** After this much quiet the actor tells its head, so that a lost last batch is noticed. */
	headAfterIdleMs: 250,
	/** The head is told at least this often. A client that hears nothing for two of them replaces its connection. */
	heartbeatMs: 15_000,
} as const;

/**
 * The number both sides name in `sync`. It grows when a change of the protocol would mislead the other side;
 * the side with the smaller number is the one to update.
 */
export const PROTOCOL_VERSION = 1;
