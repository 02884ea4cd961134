/** Vite sets `NODE_ENV` for the whole process. Agents that start later must not inherit it, so it is restored. */
export async function keepNodeEnv<T>(action: () => Promise<T>): Promise<T> {
	const before = process.env.NODE_ENV;
	try {
		return await action();
	} finally {
		if (before === undefined) delete process.env.NODE_ENV;
		else process.env.NODE_ENV = before;
	}
}
