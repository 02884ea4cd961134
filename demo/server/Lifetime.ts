type Close = () => Promise<void> | void;

const CLOSE_LIMIT_MS = 8_000;

/** Resources that are closed once, in reverse order, each within a timeout. */
export class Lifetime {
	readonly #closers: Close[] = [];
	#closing: Promise<void> | null = null;

	/** @throws {Error} If everything is closing already. The added resource is closed too. */
	async add(close: Close): Promise<void> {
		if (this.#closing === null) {
			this.#closers.push(close);
			return;
		}
		await closeWithin(close);
		throw new Error("It was stopped while it started.");
	}

	close(): Promise<void> {
		this.#closing ??= this.#closeAll();
		return this.#closing;
	}

	async #closeAll(): Promise<void> {
		for (let close = this.#closers.pop(); close; close = this.#closers.pop()) await closeWithin(close);
	}
}

/** A resource that fails or hangs must not keep the others open. */
async function closeWithin(close: Close): Promise<void> {
	const limit = Promise.withResolvers<void>();
	const timer = setTimeout(limit.resolve, CLOSE_LIMIT_MS);
	try {
		await Promise.race([close(), limit.promise]);
	} catch (error) {
		console.error(error);
	} finally {
		clearTimeout(timer);
	}
}
