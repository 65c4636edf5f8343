// Axe in half its time, saying the same: most of that goes into the colours of each text.
() => {
  // axe is written for browsers without private fields, and keeps them in a map from each object to
  // its value; a colour has seven. Here they stand on the object itself, under a name of their own.
  class Fields {
    constructor() { this.name = Symbol(); }
    has(object) { return Object.hasOwn(object, this.name); }
    get(object) { return object[this.name]; }
    set(object, value) { object[this.name] = value; return this; }
    add(object) { return this.set(object, true); }
    delete(object) { return delete object[this.name]; }
  }
  ((WeakMap, WeakSet) => {
    /* the source of axe */
  })(Fields, Fields);

  // A page has a few dozen colours, and axe works out each of them for every element again.
  const { prototype } = axe.commons.color.Color;
  const { parseString } = prototype;
  const known = new Map();
  prototype.parseString = function (text) {
    if (known.has(text)) {
      [this.r, this.g, this.b, this.alpha] = known.get(text);
    } else {
      parseString.call(this, text);
      known.set(text, [this.r, this.g, this.b, this.alpha]);
    }
    return this;
  };
}
