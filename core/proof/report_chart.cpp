#include "proof/report_chart.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <vector>

#include "exports/escape_html.hpp"
#include "figures.hpp"
#include "statistics/words.hpp"

namespace moa::proof {

namespace {

constexpr double width = 640;
constexpr double height = 360;
constexpr double left = 60;
constexpr double right = 620;
constexpr double top = 16;
constexpr double bottom = 310;

std::string fixed(double value) {
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%.1f", value);
    return text.data();
}

std::string line(double x1, double y1, double x2, double y2, const char* kind) {
    return "<line class=\"" + std::string(kind) + "\" x1=\"" + fixed(x1) + "\" y1=\"" + fixed(y1) +
           "\" x2=\"" + fixed(x2) + "\" y2=\"" + fixed(y2) + "\"/>\n";
}

std::string label(double x, double y, const char* anchor, const std::string& text) {
    return "<text x=\"" + fixed(x) + "\" y=\"" + fixed(y) + "\" text-anchor=\"" + anchor + "\">" + text +
           "</text>\n";
}

constexpr const char* chart_style =
    "<style>.chart{--c:#2f62d9;--t:#5d6a7a;--g:#dde2e9;--s:#fff}"
    "@media(prefers-color-scheme:dark){.chart{--c:#7aa8ff;--t:#8a95a5;--g:#252d39;--s:#141920}}"
    ".chart text{fill:var(--t);font:12px system-ui,sans-serif}.chart .grid{stroke:var(--g)}"
    ".chart .range{stroke:var(--t);stroke-width:1.5}.chart .front{stroke:var(--c);stroke-dasharray:4 "
    "4;fill:none}"
    ".chart circle{fill:var(--s);stroke:var(--t)}.chart .recipe circle{stroke:var(--c);stroke-width:2}"
    ".chart .recipe text{fill:var(--c);font-weight:600}</style>\n";

/// Where values stand between two places of the picture.
class Scale {
  public:
    /// From `low` to `high`, in equal steps or, as `ratios`, in equal ratios.
    Scale(double low, double high, double from, double to, bool ratios)
        : low_(low), high_(high > low ? high : low + 1), from_(from), to_(to), ratios_(ratios) {}

    double place(double value) const {
        const double share =
            ratios_ ? std::log(value / low_) / std::log(high_ / low_) : (value - low_) / (high_ - low_);
        return from_ + (to_ - from_) * share;
    }
    /// The value at a share of the scale.
    double at(double share) const {
        return ratios_ ? low_ * std::pow(high_ / low_, share) : low_ + (high_ - low_) * share;
    }

  private:
    double low_;
    double high_;
    double from_;
    double to_;
    bool ratios_;
};

struct Point {
    std::size_t number = 0;
    double x = 0;
    const ArmFigures* arm = nullptr;
};

std::vector<Point> points_of(const Report& report, Against against) {
    std::vector<Point> points;
    for (std::size_t i = 0; i < report.arms.size(); ++i) {
        const ArmFigures& arm = report.arms[i];
        if (arm.measured)
            points.push_back(
                {i + 1, against == Against::cost ? arm.usd_per_question() : arm.total_median_ms, &arm});
    }
    return points;
}

std::string front_line(std::vector<Point> points, const Scale& across, const Scale& up) {
    std::sort(points.begin(), points.end(), [](const Point& a, const Point& b) { return a.x < b.x; });
    std::string path;
    for (const Point& point : points) {
        if (!point.arm->on_front) continue;
        path += (path.empty() ? "M" : "L") + fixed(across.place(point.x)) + " " +
                fixed(up.place(point.arm->quality));
    }
    return "<path class=\"front\" d=\"" + path + "\"/>\n";
}

std::string axes(const Scale& across, const Scale& up, Against against) {
    std::string made;
    for (int i = 0; i <= 4; ++i) {
        const double share = i / 4.0;
        const double y = up.place(up.at(share));
        made += line(left, y, right, y, "grid") +
                label(left - 8, y + 4, "end", statistics::percent(up.at(share)));
        const double x = across.place(across.at(share));
        const std::string value = against == Against::cost ? figure::money(across.at(share))
                                                           : figure::rough_duration(across.at(share));
        made += label(x, bottom + 20, i == 0 ? "start" : i == 4 ? "end" : "middle", value);
    }
    return made + label((left + right) / 2, height - 8, "middle",
                        against == Against::cost ? "cost of a question" : "median time to the whole answer");
}

/// Costs and times that differ by more than a few times stand in equal ratios.
Scale scale_across(const std::vector<Point>& points) {
    constexpr double few = 4;
    constexpr double margin = 1.2;
    const auto by_x = [](const Point& a, const Point& b) { return a.x < b.x; };
    const auto [least, most] = std::minmax_element(points.begin(), points.end(), by_x);
    const bool ratios = least->x > 0 && most->x > few * least->x;
    const double low = ratios ? least->x / margin : 0;
    return {low, most->x * margin, left, right, ratios};
}

Scale scale_up(const std::vector<Point>& points) {
    double low = 1;
    double high = 0;
    for (const Point& point : points) {
        low = std::min(low, point.arm->interval.low);
        high = std::max(high, point.arm->interval.high);
    }
    return {low, high, bottom, top, false};
}

std::string mark_of(const Point& point, const Scale& across, const Scale& up) {
    const double x = across.place(point.x);
    const double y = up.place(point.arm->quality);
    constexpr double radius = 10;
    return std::string(point.number == 1 ? "<g class=\"recipe\">" : "<g>") + "<circle cx=\"" + fixed(x) +
           "\" cy=\"" + fixed(y) + "\" r=\"" + fixed(radius) + "\"><title>" +
           exports::escape_html(point.arm->title) + "</title></circle>" +
           label(x, y + 4, "middle", std::to_string(point.number)) + "</g>\n";
}

std::string range_of(const Point& point, const Scale& across, const Scale& up) {
    const double x = across.place(point.x);
    return line(x, up.place(point.arm->interval.low), x, up.place(point.arm->interval.high), "range");
}

std::string picture(double across, double up, const std::string& name, const std::string& content) {
    return "<svg class=\"chart\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + fixed(across) + " " +
           fixed(up) + "\" role=\"img\" aria-label=\"" + name + "\">\n" + chart_style + content + "</svg>\n";
}

}  // namespace

std::string quality_chart(const Report& report, Against against) {
    const std::vector<Point> points = points_of(report, against);
    if (points.empty()) return {};
    const Scale across = scale_across(points);
    const Scale up = scale_up(points);
    std::string content = axes(across, up, against);
    if (against == Against::cost) content += front_line(points, across, up);
    for (const Point& point : points)
        content += range_of(point, across, up);
    // The recipe last, so that no other mark hides it.
    for (auto point = points.rbegin(); point != points.rend(); ++point)
        content += mark_of(*point, across, up);
    return picture(width, height, against == Against::cost ? "Quality against cost" : "Quality against time",
                   content);
}

std::string difference_chart(const Comparison& comparison, double reach) {
    constexpr double wide = 240;
    constexpr double high = 20;
    const Scale across(-reach, reach, 4, wide - 4, false);
    const std::string content = line(wide / 2, 0, wide / 2, high, "grid") +
                                line(across.place(comparison.interval.low), high / 2,
                                     across.place(comparison.interval.high), high / 2, "range") +
                                "<circle cx=\"" + fixed(across.place(comparison.difference)) + "\" cy=\"" +
                                fixed(high / 2) + "\" r=\"4\"/>\n";
    return picture(wide, high, statistics::points_range(comparison.interval), content);
}

}  // namespace moa::proof
