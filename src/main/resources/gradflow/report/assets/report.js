"use strict";
/* Draws the figures of a report, sorts and filters its tables, switches its theme. Plain scripts,
   no requests: a page works from a disk as it does from a server. */
var gradflow = (function () {
  var figures = [];
  var INK = "#1f2328", FAINT = "#d5d9de";

  /* Exported pictures are those of the light page; report.css colours the ones on the screen. */
  var config = {
    background: "#ffffff",
    font: "system-ui, -apple-system, 'Segoe UI', sans-serif",
    padding: 4,
    aria: false,
    view: {stroke: null},
    axis: {labelFontSize: 12, titleFontSize: 12, titleFontWeight: "normal", labelColor: INK, titleColor: INK,
      gridColor: FAINT, domainColor: "#8a9099", tickColor: "#8a9099", labelOverlap: true, labelSeparation: 8, titlePadding: 8},
    legend: {orient: "top", direction: "horizontal", columns: 4,
      labelFontSize: 12, labelColor: INK, titleColor: INK, titleFontWeight: "normal", symbolSize: 150,
      symbolStrokeWidth: 2.5, labelLimit: 220, padding: 2},
    title: {color: INK},
    text: {color: INK}
  };

  /* Columns, each text of which stands once, become rows. */
  function rows(columns) {
    var names = Object.keys(columns), made = [];
    names.forEach(function (name) {
      var column = columns[name];
      var values = column.v || column.i;
      values.forEach(function (value, row) {
        if (!made[row]) { made[row] = {}; }
        made[row][name] = column.v ? value : column.d[value];
      });
    });
    return made;
  }

  function hasNames(spec) {
    return [spec].concat(spec.layer || []).some(function (part) {
      return part.encoding && part.encoding.y && /^(nominal|ordinal)$/.test(part.encoding.y.type) && part.encoding.y.axis !== null;
    });
  }
  /* Legends have as many columns as there is room for. */
  function fitted(width, spec) {
    var copy = JSON.parse(JSON.stringify(config));
    copy.legend.columns = width < 400 ? 2 : width < 560 ? 3 : width < 860 ? 4 : 7;
    copy.axis.labelLimit = width < 480 ? 130 : 300;
    if (width < 480) {
      copy.axisYDiscrete = {labelFontSize: 10, labelLimit: 212};
      /* Names beside the picture leave no room for two names above it. */
      if (hasNames(spec)) { copy.legend.columns = 1; }
    }
    return copy;
  }

  function complete(figure) {
    var spec = JSON.parse(JSON.stringify(figure.spec));
    spec.datasets = {};
    Object.keys(figure.data).forEach(function (name) { spec.datasets[name] = rows(figure.data[name]); });
    return spec;
  }

  function save(name, url) {
    var link = document.createElement("a");
    link.download = name;
    link.href = url;
    document.body.appendChild(link);
    link.click();
    link.remove();
  }

  function button(label, title, action) {
    var made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.setAttribute("aria-label", title);
    made.addEventListener("click", action);
    return made;
  }

  function buttons(figure, place, view) {
    var page = document.querySelector("h1").textContent.trim().replace(/[^\w-]+/g, "-");
    var name = page + "-" + figure.id;
    var title = place.querySelector("h3").textContent;
    var bar = document.createElement("p");
    bar.className = "exports";
    bar.appendChild(document.createTextNode("Save as "));
    bar.appendChild(button("SVG", "Save as SVG: " + title, function () {
      view.toImageURL("svg").then(function (url) { save(name + ".svg", url); });
    }));
    bar.appendChild(button("PNG", "Save as PNG: " + title, function () {
      view.toImageURL("png", 2).then(function (url) { save(name + ".png", url); });
    }));
    bar.appendChild(button("Vega-Lite", "Save as a Vega-Lite specification: " + title, function () {
      var text = JSON.stringify(complete(figure), null, 1);
      save(name + ".vl.json", "data:application/json;charset=utf-8," + encodeURIComponent(text));
    }));
    place.appendChild(bar);
  }

  /* Sliders and choices come without an id: their names are made their labels. */
  function label(plot) {
    plot.querySelectorAll(".vega-bind").forEach(function (bind) {
      var input = bind.querySelector("input, select");
      var name = bind.querySelector(".vega-bind-name");
      if (input && name) { input.setAttribute("aria-label", name.textContent.trim()); }
    });
  }

  /* A long list of settings becomes a choice for each of their parts: "adding, sequence length 50,
     clipping" is chosen in three steps, of which each offers what there is after those before it. */
  var LONGEST_LIST = 10;
  function parted(picture, view, figure) {
    picture.querySelectorAll(".vega-bind select").forEach(function (list) {
      var paths = Array.prototype.map.call(list.options, function (option) { return option.text.split(", "); });
      if (paths.length <= LONGEST_LIST || !paths.some(function (path) { return path.length > 1; })) { return; }
      var name = list.getAttribute("aria-label");
      var parts = document.createElement("span");
      var shown = -1;
      parts.className = "parts";
      list.hidden = true;
      list.parentNode.insertBefore(parts, list);
      function alike(one, other) {
        return one.reduce(function (sum, part, at) { return sum + (other[at] === part ? 1 : 0); }, 0);
      }
      function choose(depth, part) {
        var now = paths[list.selectedIndex], best = -1, most = -1;
        paths.forEach(function (path, index) {
          var fits = path[depth] === part && path.slice(0, depth).join() === now.slice(0, depth).join();
          if (fits && alike(now, path) > most) { best = index; most = alike(now, path); }
        });
        list.selectedIndex = best;
        list.dispatchEvent(new Event("change"));
        show();
        parts.querySelector("[data-depth='" + depth + "']").focus();
      }
      function show() {
        var now = paths[list.selectedIndex], within = paths, depth = 0;
        shown = list.selectedIndex;
        parts.replaceChildren();
        while (within.some(function (path) { return path.length > depth; })) {
          parts.appendChild(part(depth, within, now));
          within = within.filter(function (path) { return path[depth] === now[depth]; });
          depth++;
        }
      }
      function part(depth, within, now) {
        var made = document.createElement("select"), offered = [];
        made.dataset.depth = depth;
        made.setAttribute("aria-label", name + ", part " + (depth + 1));
        within.forEach(function (path) {
          if (offered.indexOf(path[depth]) >= 0) { return; }
          var option = document.createElement("option");
          option.textContent = path[depth] === undefined ? "nothing further" : path[depth];
          option.selected = path[depth] === now[depth];
          offered.push(path[depth]);
          made.appendChild(option);
        });
        made.disabled = offered.length === 1;
        made.addEventListener("change", function () { choose(depth, offered[made.selectedIndex]); });
        return made;
      }
      show();
      figure.spec.params.forEach(function (param) {
        if (param.bind && param.bind.name === name) {
          view.addSignalListener(param.name, function () { 
            setTimeout(function () { if (list.selectedIndex !== shown) { show(); } });
          });
        }
      });
    });
  }
  function draw(figure) {
    var place = document.getElementById(figure.id);
    var plot = place.querySelector(".plot");
    var picture = document.createElement("div");
    plot.removeAttribute("role");
    var alternative = plot.getAttribute("aria-label");
    plot.removeAttribute("aria-label");
    plot.appendChild(picture);
    var options = {renderer: "svg", actions: false, logLevel: vega.Error, config: fitted(plot.clientWidth, figure.spec), tooltip: {theme: "custom"}};
    return vegaEmbed(picture, complete(figure), options).then(function (result) {
      figure.view = result.view;
      var drawn = picture.querySelector("svg");
      drawn.setAttribute("role", "img");
      drawn.setAttribute("aria-label", alternative);
      label(picture);
      parted(picture, result.view, figure);
      buttons(figure, place, result.view);
    }).catch(function (error) {
      plot.textContent = "This figure could not be drawn: " + error.message;
      console.error(figure.id + ": " + error.message);
    });
  }

  /* #svg=ID[,WIDTH] shows nothing but the text of a figure's SVG, for tools. */
  function exportOnly(wanted) {
    var parts = wanted.split(",");
    var figure = figures.filter(function (f) { return f.id === parts[0]; })[0];
    var frame = document.createElement("div");
    frame.style.width = (parts[1] || "740") + "px";
    document.body.appendChild(frame);
    return vegaEmbed(frame, complete(figure), {renderer: "svg", actions: false, logLevel: vega.Error, config: fitted(frame.clientWidth, figure.spec)})
      .then(function (result) { return result.view.toSVG(); })
      .then(function (svg) {
        var text = document.createElement("pre");
        text.id = "svg";
        text.textContent = svg;
        document.body.replaceChildren(text);
      });
  }

  function value(cell) {
    var text = cell.dataset.v || cell.textContent.trim();
    var number = Number(text);
    return text === "" ? null : isNaN(number) ? text : number;
  }

  function compare(a, b) {
    if (a === null || b === null) { return a === b ? 0 : a === null ? 1 : -1; }
    if (typeof a === "number" && typeof b === "number") { return a - b; }
    return String(a).localeCompare(String(b), "en", {numeric: true});
  }

  function sortable(table) {
    var headers = table.tHead.rows[0].cells;
    Array.prototype.forEach.call(headers, function (header, column) {
      var sort = document.createElement("button");
      sort.type = "button";
      sort.textContent = header.textContent;
      header.textContent = "";
      header.appendChild(sort);
      sort.addEventListener("click", function () {
        var down = header.getAttribute("aria-sort") === "ascending";
        Array.prototype.forEach.call(headers, function (h) { h.removeAttribute("aria-sort"); });
        header.setAttribute("aria-sort", down ? "descending" : "ascending");
        var lines = Array.prototype.slice.call(table.tBodies[0].rows);
        lines.sort(function (one, two) {
          var a = value(one.cells[column]), b = value(two.cells[column]);
          var order = compare(a, b);
          return a === null || b === null ? order : down ? -order : order;
        });
        lines.forEach(function (line) { table.tBodies[0].appendChild(line); });
      });
    });
  }

  function filterable(table) {
    if (table.tBodies[0].rows.length < 4) { return; }
    var scroll = table.parentNode;
    var label = document.createElement("label");
    var input = document.createElement("input");
    var count = document.createElement("output");
    label.className = "filter";
    label.textContent = "Filter ";
    input.type = "search";
    input.setAttribute("aria-label", "Filter: " + table.caption.textContent);
    label.appendChild(input);
    label.appendChild(count);
    scroll.parentNode.insertBefore(label, scroll);
    input.addEventListener("input", function () {
      var words = input.value.toLowerCase().split(/\s+/).filter(Boolean), left = 0;
      Array.prototype.forEach.call(table.tBodies[0].rows, function (row) {
        var text = row.textContent.toLowerCase();
        row.hidden = !words.every(function (word) { return text.indexOf(word) >= 0; });
        if (!row.hidden) { left++; }
      });
      count.textContent = words.length ? " " + left + " of " + table.tBodies[0].rows.length : "";
    });
  }

  /* A private window may refuse to remember. */
  function remembered() {
    try { return localStorage.getItem("gradflow-theme"); } catch (refused) { return null; }
  }

  function remember(theme) {
    try { localStorage.setItem("gradflow-theme", theme); } catch (refused) { /* for this page only */ }
  }

  function isDark() {
    var theme = document.documentElement.dataset.theme;
    return theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  function themes() {
    var toggle = document.getElementById("theme");
    function name() { toggle.textContent = isDark() ? "Light" : "Dark"; }
    toggle.hidden = false;
    name();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", name);
    toggle.addEventListener("click", function () {
      document.documentElement.dataset.theme = isDark() ? "light" : "dark";
      remember(document.documentElement.dataset.theme);
      name();
    });
  }

  if (/^(light|dark)$/.test(remembered() || "")) { document.documentElement.dataset.theme = remembered(); }

  document.addEventListener("DOMContentLoaded", function () {
    var wanted = /^#svg=(.+)$/.exec(location.hash);
    if (wanted) { exportOnly(decodeURIComponent(wanted[1])); return; }
    themes();
    document.querySelectorAll("table.data").forEach(function (table) { sortable(table); filterable(table); });
    api.ready = Promise.all(figures.map(draw));
  });

  var api = {
    figure: function (figure) { figures.push(figure); },
    figures: figures,
    rows: rows,
    ready: null
  };
  return api;
})();
