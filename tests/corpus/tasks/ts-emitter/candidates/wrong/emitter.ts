type Listener<T> = (value: T) => void;

export class Emitter<Events extends object> {
  listeners: Partial<Record<keyof Events, Listener<any>[]>> = {};

  on<K extends keyof Events>(event: K, listener: Listener<Events[K]>): () => void {
    const own = (this.listeners[event] ??= []);
    own.push(listener);
    return () => void own.splice(own.indexOf(listener), 1);
  }

  emit<K extends keyof Events>(event: K, value: Events[K]): void {
    this.listeners[event]?.forEach((listener) => listener(value));
  }
}
