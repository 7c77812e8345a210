/** A component that is drawn anew only when what it was given has changed: what keeps five hundred rows quick. */

import { Component, html } from "../vendor/preact.js";

const same = (a, b) => {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
};

/** Wraps a component so that equal props skip it; functions given to it should be stable. */
export function memo(Inner) {
  return class Memo extends Component {
    shouldComponentUpdate(next) {
      return !same(this.props, next);
    }

    render(props) {
      return html`<${Inner} ...${props} />`;
    }
  };
}
