import { type Attachment, type AttachReceipt, type AttachRequest, LIMITS, type Person } from "../../protocol/index.ts";
import { refuseAction } from "./refuseAction.ts";

interface MemoryFile extends Attachment {
	readonly by: string;
	readonly received: number;
	readonly isSent: boolean;
}

/** The files that people have attached in an in-memory workspace: what they are, not what is in them. */
export interface MemoryFiles {
	take(by: Person, request: AttachRequest): AttachReceipt;
	/** The files a prompt names. */
	claim(by: Person, ids: readonly string[]): readonly Attachment[];
}

export function createMemoryFiles(): MemoryFiles {
	const files = new Map<string, MemoryFile>();

	function begin(by: Person, { attachmentId: id, name, mimeType, size, thumbnail }: AttachRequest): MemoryFile {
		if (size > LIMITS.attachmentBytes) throw refuseAction("attachment_too_large");
		const uri = `file:///workspace/.workspace-chat/attachments/${encodeURIComponent(name)}`;
		return {
			id,
			name,
			mimeType,
			size,
			uri,
			...(thumbnail && { thumbnail }),
			by: by.userId,
			received: 0,
			isSent: false,
		};
	}

	function requireWhole(by: Person, id: string): MemoryFile {
		const file = files.get(id);
		const isTheirs = file?.by === by.userId || file?.isSent;
		if (file && isTheirs && file.received === file.size) return file;
		throw refuseAction("attachment_not_found");
	}

	return {
		take(by, request) {
			const { attachmentId, offset, data } = request;
			const file = files.get(attachmentId) ?? begin(by, request);
			if (file.by !== by.userId) throw refuseAction("forbidden");
			const received = file.received + (offset === file.received ? atob(data).length : 0);
			if (received > file.size) throw refuseAction("invalid_argument");
			files.set(attachmentId, { ...file, received });
			return { attachmentId, received };
		},
		claim(by, ids) {
			const claimed = [...new Set(ids)].map((id) => requireWhole(by, id));
			for (const file of claimed) files.set(file.id, { ...file, isSent: true });
			return claimed.map(({ by: _by, received: _received, isSent: _isSent, ...attachment }) => attachment);
		},
	};
}
