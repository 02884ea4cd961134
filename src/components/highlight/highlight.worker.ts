import type { HighlightRequest, HighlightResponse } from "./codeTokens.ts";
import { tokenizeCode } from "./tokenizeCode.ts";

addEventListener("message", ({ data }: MessageEvent<HighlightRequest>) => void respond(data));

async function respond({ id, ...request }: HighlightRequest): Promise<void> {
	const tokenized = await tokenizeCode(request).catch(() => ({ lines: null, keptLines: 0 }));
	const message: HighlightResponse = { id, ...tokenized };
	postMessage(message);
}
