// Runs once a page load. Six things Streamlit cannot be told: the language of the page, Vietnamese words on its own
// controls, sorting of our tables by a click on a heading, opening a place by a click on its line, closing the side bar of
// a narrow screen once a page is chosen, and a chart as a picture. Nothing is fetched and nothing from a file comes here.
(() => {
  document.documentElement.lang = "vi";
  if (window.atgtReady) return;
  window.atgtReady = true;

  const words = {
    "Upload": "Chọn tệp", "Browse files": "Chọn tệp", "Browse": "Chọn tệp", "Drag and drop file here": "Kéo thả tệp vào đây",
    "Drag and drop files here": "Kéo thả các tệp vào đây", "No results": "Không có kết quả", "Select all": "Chọn tất cả",
    "Clear all": "Bỏ chọn hết", "Choose options": "Chọn", "Choose an option": "Chọn", "No options to select": "Không có lựa chọn",
    "Open": "Mở", "Open sidebar": "Mở thanh bên", "Close sidebar": "Đóng thanh bên", "Collapse sidebar": "Đóng thanh bên",
    "Expand sidebar": "Mở thanh bên", "Sidebar": "Thanh bên", "Download as CSV": "Tải về dạng CSV", "Search": "Tìm", "Fullscreen": "Toàn màn hình",
    "Close fullscreen": "Thu nhỏ", "Show/hide columns": "Hiện/ẩn cột", "Remove file": "Bỏ tệp", "Clear value": "Xóa",
    "View more": "Xem thêm", "View less": "Thu gọn", "Close": "Đóng", "empty": "trống", "Connecting": "Đang kết nối",
    "Connection error": "Mất kết nối", "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:":
      "Chương trình có còn chạy không? Hãy khởi động lại bằng lệnh:", "Copy to clipboard": "Sao chép", "Main menu": "Trình đơn",
    "Selected": "Đã chọn", "Clear selection": "Bỏ chọn", "Loading…": "Đang tải…", "Loading...": "Đang tải…",
    "Skip to main content": "Đến nội dung chính", "Skip to content": "Đến nội dung chính",
  };
  const patterns = [
    [/^(\d+(?:\.\d+)?)\s?(KB|MB|GB) per file(.*)$/i, (_, n, unit, rest) => `Tối đa ${n.replace(".", ",")} ${unit} mỗi tệp${rest}`],
    [/^Limit (\d+(?:\.\d+)?)\s?(KB|MB|GB) per file(.*)$/i, (_, n, unit, rest) => `Tối đa ${n.replace(".", ",")} ${unit} mỗi tệp${rest}`],
    [/^This app has encountered an error.*/s, () => "Chương trình gặp lỗi ngoài dự kiến. Số liệu đã nhập vẫn còn nguyên. " +
      "Hãy tải lại trang; nếu còn lỗi, báo người quản trị (chi tiết ở cửa sổ chạy chương trình)."],
    [/^Help for (.*)$/, (_, rest) => `Giải thích: ${rest}`],
    [/^Remove (.*)$/, (_, rest) => `Bỏ ${rest}`],
  ];
  const said = (text) => {
    const core = text.trim();
    if (core in words) return text.replace(core, () => words[core]);
    for (const [pattern, replace] of patterns) if (pattern.test(core)) return core.replace(pattern, replace);
    return text;
  };
  // What is ours is Vietnamese already, and tables and charts are too large to be walked at every change of a choice.
  const left = "script, style, svg, .stHtml, .stMarkdown, .stPlotlyChart";
  const touch = (node) => {
    const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    if (element && !element.closest(left)) translate(node);
  };
  const translate = (root) => {
    if (root.nodeType === Node.TEXT_NODE) {
      const text = root.parentElement.closest("[role='option']") ? root.nodeValue : said(root.nodeValue);
      if (text !== root.nodeValue) root.nodeValue = text;
      return;
    }
    if (root.nodeType !== Node.ELEMENT_NODE || root.matches(left)) return;
    for (const name of ["aria-label", "title", "placeholder"]) {
      const value = root.getAttribute(name);
      if (value && said(value) !== value) root.setAttribute(name, said(value));
    }
    root.childNodes.forEach(translate);
  };
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach(touch);
      else touch(change.target);
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
  translate(document.body);

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-goes]");
    if (link) document.querySelector(`.st-key-${link.dataset.goes}`)?.scrollIntoView({ behavior: "smooth", block: "start" });
  });

  document.addEventListener("click", (event) => {
    if (window.innerWidth >= 768 || !event.target.closest("[data-testid='stSidebarNavLink']")) return;
    setTimeout(() => document.querySelector("[data-testid='stSidebarCollapseButton'] button")?.click(), 100);
  });

  document.addEventListener("click", (event) => {
    const line = event.target.closest("[data-opens]"), opener = document.querySelector(".st-key-opener");
    if (!line || !opener) return;
    opener.querySelectorAll("[data-testid='stButtonGroup'] button")[Number(line.dataset.opens)]?.click();
    opener.scrollIntoView({ behavior: "smooth", block: "start" });
  });

  // A chart or a table with its title above and its notes below as one SVG, or drawn to a PNG; all in this browser.
  const SVG = "http://www.w3.org/2000/svg", FONT = '"Source Sans", "Segoe UI", "DejaVu Sans", sans-serif';
  const shape = (name, look) => {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(look)) made.setAttribute(key, value);
    return made;
  };
  const fontOf = (size, weight) => `${weight} ${size}px ${FONT}`;
  const ruler = (font) => {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = font;
    return (text) => pen.measureText(text).width;
  };
  // A picture has no web font: the letters of another are drawn as wide as those of the page, so that nothing is cut.
  const asWide = (text, width) => {
    if (!(width > 0)) return;
    text.setAttribute("textLength", width);
    text.setAttribute("lengthAdjust", "spacingAndGlyphs");
  };
  const wrapped = (text, width, size, weight) => {
    const wide = ruler(fontOf(size, weight)), lines = [""];
    for (const word of text.split(/\s+/)) {
      const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
      if (wide(longer) > width && lines.at(-1)) lines.push(word); else lines[lines.length - 1] = longer;
    }
    return lines;
  };
  const written = (line, size, weight, look) => {
    const text = shape("text", { "font-size": size, "font-weight": weight, "font-family": FONT, ...look });
    text.textContent = line;
    asWide(text, ruler(fontOf(size, weight))(line));
    return text;
  };
  // A table as it stands on the page, whole even where it scrolls: a box and its words a cell.
  const tabled = (table) => {
    const frame = table.getBoundingClientRect(), svg = shape("svg", { width: frame.width, height: frame.height });
    for (const cell of table.querySelectorAll("th, td")) {
      const at = cell.getBoundingClientRect(), look = getComputedStyle(cell), x = at.left - frame.left, y = at.top - frame.top;
      const fill = look.backgroundColor === "rgba(0, 0, 0, 0)" ? "#fff" : look.backgroundColor;
      svg.append(shape("rect", { x, y, width: at.width, height: at.height, stroke: "#e8ebee", fill }));
      const right = { x: x + at.width - 6, "text-anchor": "end" }, left = { x: x + 6, "text-anchor": "start" };
      const anchor = { right, center: { x: x + at.width / 2, "text-anchor": "middle" } }[look.textAlign] ?? left;
      const size = parseFloat(look.fontSize), lines = wrapped(cell.textContent.trim(), at.width - 8, size, look.fontWeight);
      lines.forEach((line, place) => {
        const down = y + at.height / 2 + (place - (lines.length - 1) / 2) * size * 1.25 + size * .35;
        svg.append(written(line, size, look.fontWeight, { ...anchor, y: down, fill: look.color }));
      });
    }
    return svg;
  };
  const pictured = (box) => {
    const drawn = [...box.querySelectorAll(".js-plotly-plot svg.main-svg")];
    const layers = drawn.length ? drawn : [tabled(box.querySelector("table"))];
    const size = (name) => drawn.length ? layers[0][`client${name}`] : Number(layers[0].getAttribute(name.toLowerCase()));
    const width = size("Width") + 24, height = size("Height");
    const title = wrapped(box.querySelector(".at-chart").textContent, width - 24, 16, 600);
    const notes = [...box.querySelectorAll(".at-caption p")].flatMap((line) => wrapped(line.textContent, width - 24, 12, 400));
    const above = title.length * 21.6 + 14, below = notes.length * 16.2 + 16;
    const picture = shape("svg", { xmlns: SVG, width, height: above + height + below });
    picture.append(shape("rect", { width: "100%", height: "100%", fill: "#fff" }));
    title.forEach((line, place) => picture.append(written(line, 16, 600, { x: 12, y: (place + 1) * 21.6, fill: "#1f2933" })));
    for (const layer of layers) {
      const copy = layer.cloneNode(true), letters = copy.querySelectorAll("text, tspan");
      layer.querySelectorAll("text, tspan").forEach((text, place) => {
        const inOne = (element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue);
        if (inOne(text) && !inOne(text.parentElement)) asWide(letters[place], text.getComputedTextLength());
      });
      copy.removeAttribute("style");
      copy.setAttribute("x", 12);
      copy.setAttribute("y", above);
      picture.append(copy);
    }
    const foot = above + height;
    notes.forEach((line, place) => picture.append(written(line, 12, 400, { x: 12, y: foot + (place + 1) * 16.2, fill: "#5b6470" })));
    return picture;
  };
  const handed = (blob, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-picture]"), name = button?.dataset.of, file = button?.dataset.file;
    const box = name && document.querySelector(`.st-key-picture_${CSS.escape(name)}`);
    if (!box) return;
    const picture = pictured(box), text = new XMLSerializer().serializeToString(picture);
    if (button.dataset.picture === "svg") return handed(new Blob([text], { type: "image/svg+xml" }), `${file}.svg`);
    const image = new Image(), canvas = document.createElement("canvas"), scale = 2;
    image.onload = () => {
      canvas.width = Number(picture.getAttribute("width")) * scale;
      canvas.height = Number(picture.getAttribute("height")) * scale;
      const pen = canvas.getContext("2d");
      pen.scale(scale, scale);
      pen.drawImage(image, 0, 0);
      canvas.toBlob((blob) => handed(blob, `${file}.png`), "image/png");
    };
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("table.at-table th button");
    if (!button) return;
    const heading = button.closest("th"), table = heading.closest("table"), body = table.tBodies[0];
    const column = Number(heading.dataset.column), descending = heading.getAttribute("aria-sort") !== "descending";
    table.querySelectorAll("th[aria-sort]").forEach((other) => other.removeAttribute("aria-sort"));
    heading.setAttribute("aria-sort", descending ? "descending" : "ascending");
    const key = (row) => row.cells[column].dataset.sort ?? row.cells[column].textContent;
    const order = (one, other) => {
      const [first, second] = [Number(key(one)), Number(key(other))];
      if (!Number.isNaN(first) && !Number.isNaN(second) && key(one) !== "" && key(other) !== "") return first - second;
      return key(one).localeCompare(key(other), "vi");
    };
    const missing = (row) => key(row) === "";
    const rows = [...body.rows].filter((row) => !row.classList.contains("total"));
    rows.sort((one, other) => missing(one) - missing(other) || (descending ? -order(one, other) : order(one, other)));
    body.append(...rows, ...[...body.rows].filter((row) => row.classList.contains("total")));
  });
})();
