declare module "virtual:icons" {
  /** Name to the inside of a 24 by 24 drawing. */
  const icons: Record<string, string>;
  export default icons;
}
