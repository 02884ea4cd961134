/** Rejects as soon as the signal aborts, otherwise settles with the promise. */
export async function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
	signal.throwIfAborted();
	return await new Promise<T>((resolve, reject) => {
		const handleAbort = () => reject(signal.reason);
		signal.addEventListener("abort", handleAbort, { once: true });
		promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", handleAbort));
	});
}
