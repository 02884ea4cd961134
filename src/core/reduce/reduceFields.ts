/** `state` with some fields changed; `state` itself when all of them are what they were. */
export function updateFields<State extends object>(state: State, change: Partial<State>): State {
	const names = Object.keys(change) as (keyof State)[];
	return names.every((name) => Object.is(state[name], change[name])) ? state : { ...state, ...change };
}
