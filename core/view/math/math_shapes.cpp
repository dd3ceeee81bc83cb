#include "view/math/math_shapes.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace moa::view {
namespace {

constexpr int steps_of_curve = 10;
constexpr int corners_of_circle = 24;

/// Draws strokes in a room, whose corners are (0, 0) at the top left and (1, 1) at the bottom right.
class MathPath {
  public:
    MathPath(InkBox& box, ImVec2 from, ImVec2 size, float thickness)
        : box_(box), from_(from), size_(size), thickness_(thickness) {}

    MathPath& begin(float x, float y) {
        box_.begin_stroke(thickness_);
        return line(x, y);
    }
    MathPath& line(float x, float y) {
        last_ = {x, y};
        box_.add_point({from_.x + x * size_.x, from_.y + y * size_.y});
        return *this;
    }
    /// By two points of control.
    MathPath& curve(ImVec2 first, ImVec2 second, ImVec2 end) {
        const ImVec2 start = last_;
        for (int i = 1; i <= steps_of_curve; ++i) {
            const float t = static_cast<float>(i) / steps_of_curve;
            const float s = 1 - t;
            const float a = s * s * s;
            const float b = 3 * s * s * t;
            const float c = 3 * s * t * t;
            const float d = t * t * t;
            line(a * start.x + b * first.x + c * second.x + d * end.x,
                 a * start.y + b * first.y + c * second.y + d * end.y);
        }
        return *this;
    }
    /// An upright or level bar from one corner to the other, along the pixels.
    MathPath& bar(float x0, float y0, float x1, float y1) {
        const ImVec2 a(from_.x + x0 * size_.x, from_.y + y0 * size_.y);
        const ImVec2 b(from_.x + x1 * size_.x, from_.y + y1 * size_.y);
        const float half = thickness_ / 2;
        const bool level = y0 == y1;
        box_.add_rule({a.x - (level ? 0 : half), a.y - (level ? half : 0)},
                      {b.x + (level ? 0 : half), b.y + (level ? half : 0)});
        return *this;
    }

  private:
    InkBox& box_;
    ImVec2 from_;
    ImVec2 size_;
    float thickness_;
    ImVec2 last_;
};

void add_circle(InkBox& box, ImVec2 middle, float radius, float thickness) {
    box.begin_stroke(thickness);
    // One corner more than the round closes a line.
    for (int i = 0; i <= corners_of_circle; ++i) {
        const float angle =
            2 * std::numbers::pi_v<float> * static_cast<float>(i) / static_cast<float>(corners_of_circle);
        box.add_point({middle.x + radius * std::cos(angle), middle.y + radius * std::sin(angle)});
    }
}

float stroke_of(float em) {
    return em * 0.08F;
}

/// A brace around what is at its right, in a room `height` high; its hooks keep their size.
void draw_brace(InkBox& box, ImVec2 from, ImVec2 size, float em) {
    const float hook = std::min(0.24F, em * 0.5F / size.y);
    MathPath(box, from, size, stroke_of(em))
        .begin(1, 0)
        .curve({0.6F, 0}, {0.5F, hook * 0.3F}, {0.5F, hook})
        .line(0.5F, 0.5F - hook)
        .curve({0.5F, 0.5F - hook * 0.3F}, {0.35F, 0.5F}, {0, 0.5F})
        // A stroke of its own: lines end in spikes where they turn back.
        .begin(0, 0.5F)
        .curve({0.35F, 0.5F}, {0.5F, 0.5F + hook * 0.3F}, {0.5F, 0.5F + hook})
        .line(0.5F, 1 - hook)
        .curve({0.5F, 1 - hook * 0.3F}, {0.6F, 1}, {1, 1});
}

void draw_integrals(InkBox& box, int count, float height, float em) {
    const float width = height * 0.36F;
    const float step = em * 0.42F;
    for (int i = 0; i < count; ++i) {
        MathPath(box, {static_cast<float>(i) * step, -height / 2}, {width, height}, em * 0.085F)
            .begin(0.98F, 0.09F)
            .curve({0.92F, -0.03F}, {0.68F, -0.03F}, {0.61F, 0.2F})
            .curve({0.55F, 0.38F}, {0.45F, 0.62F}, {0.39F, 0.8F})
            .curve({0.32F, 1.03F}, {0.08F, 1.03F}, {0.02F, 0.91F});
    }
    box.width = width + step * static_cast<float>(count - 1);
}

void draw_circled(InkBox& box, std::string_view sign, float height, float em) {
    const float radius = height / 2 - em * 0.05F;
    const ImVec2 middle(height / 2, 0);
    add_circle(box, middle, radius, em * 0.09F);
    MathPath path(box, {middle.x - radius, -radius}, {2 * radius, 2 * radius}, em * 0.09F);
    if (sign == "⨁") path.bar(0, 0.5F, 1, 0.5F).bar(0.5F, 0, 0.5F, 1);
    if (sign == "⨂") path.begin(0.15F, 0.15F).line(0.85F, 0.85F).begin(0.85F, 0.15F).line(0.15F, 0.85F);
    if (sign == "⨀") add_circle(box, middle, em * 0.1F, 0);
    box.width = height;
}

/// An arrow along the middle of a room, as high as its head.
void draw_arrow(InkBox& box, ImVec2 from, ImVec2 size, bool to_left, float em) {
    const float head = em * 0.2F / size.x;
    const float tip = to_left ? 0.0F : 1.0F;
    const float behind = to_left ? head : 1 - head;
    MathPath(box, from, size, em * 0.07F).bar(0.02F, 0.5F, 0.98F, 0.5F);
    MathPath(box, from, size, em * 0.07F).begin(behind, 0).line(tip, 0.5F).line(behind, 1);
}

}  // namespace

float math_rule(float em) {
    return em * 0.06F;
}

InkBox math_fence(std::string_view bracket, float height, float em) {
    InkBox box;
    box.above = box.below = height / 2;
    if (bracket == ".") {
        box.width = em * 0.1F;
        return box;
    }
    const float side = em * 0.1F;
    float width = em * 0.2F;
    const auto path = [&] { return MathPath(box, {side, -height / 2}, {width, height}, stroke_of(em)); };
    if (bracket == "(" || bracket == ")") {
        width = std::min(em * 0.2F + height * 0.04F, em * 0.45F);
        const float edge = bracket == "(" ? 1.0F : 0.0F;
        const float bow = bracket == "(" ? -1.0F / 3 : 4.0F / 3;
        path().begin(edge, 0).curve({bow, 0.3F}, {bow, 0.7F}, {edge, 1});
    } else if (bracket == "{" || bracket == "}") {
        width = em * 0.42F;
        draw_brace(box, {bracket == "{" ? side : side + width, -height / 2},
                   {bracket == "{" ? width : -width, height}, em);
    } else if (bracket == "⟨" || bracket == "⟩") {
        const float edge = bracket == "⟨" ? 1.0F : 0.0F;
        width = std::min(em * 0.15F + height * 0.06F, em * 0.45F);
        path().begin(edge, 0).line(1 - edge, 0.5F).line(edge, 1);
    } else if (bracket == "|") {
        width = em * 0.06F;
        path().bar(0.5F, 0, 0.5F, 1);
    } else if (bracket == "‖") {
        path().bar(0, 0, 0, 1).bar(1, 0, 1, 1);
    } else if (bracket == "/") {
        width = height * 0.4F;
        path().begin(1, 0).line(0, 1);
    } else {
        const bool opens = bracket == "[" || bracket == "⌊" || bracket == "⌈";
        const float upright = opens ? 0.0F : 1.0F;
        path().bar(upright, 0, upright, 1);
        if (bracket != "⌊" && bracket != "⌋") path().bar(0, 0.0F, 1, 0.0F);
        if (bracket != "⌈" && bracket != "⌉") path().bar(0, 1, 1, 1);
    }
    box.width = width + 2 * side;
    return box;
}

InkBox math_operator(std::string_view sign, float height, float em) {
    InkBox box;
    box.above = box.below = height / 2;
    box.width = height * 0.8F;
    MathPath path(box, {em * 0.06F, -height / 2}, {box.width - em * 0.12F, height}, em * 0.09F);
    if (sign == "∑") {
        path.begin(0.97F, 0.02F).line(0.04F, 0.02F).line(0.52F, 0.5F).line(0.04F, 0.98F).line(0.97F, 0.98F);
    } else if (sign == "∏") {
        path.bar(0, 0.02F, 1, 0.02F).bar(0.14F, 0, 0.14F, 1).bar(0.86F, 0, 0.86F, 1);
    } else if (sign == "∐") {
        path.bar(0, 0.98F, 1, 0.98F).bar(0.14F, 0, 0.14F, 1).bar(0.86F, 0, 0.86F, 1);
    } else if (sign == "⋃" || sign == "⨆") {
        if (sign == "⨆") {
            path.begin(0.05F, 0).line(0.05F, 1).line(0.95F, 1).line(0.95F, 0);
        } else {
            path.begin(0.05F, 0)
                .line(0.05F, 0.6F)
                .curve({0.05F, 1.13F}, {0.95F, 1.13F}, {0.95F, 0.6F})
                .line(0.95F, 0);
        }
    } else if (sign == "⋂") {
        path.begin(0.05F, 1)
            .line(0.05F, 0.4F)
            .curve({0.05F, -0.13F}, {0.95F, -0.13F}, {0.95F, 0.4F})
            .line(0.95F, 1);
    } else if (sign == "⋁") {
        path.begin(0.03F, 0).line(0.5F, 1).line(0.97F, 0);
    } else if (sign == "⋀") {
        path.begin(0.03F, 1).line(0.5F, 0).line(0.97F, 1);
    } else if (sign == "⨁" || sign == "⨂" || sign == "⨀") {
        draw_circled(box, sign, height, em);
    } else {
        draw_integrals(box, sign == "∬" ? 2 : sign == "∭" ? 3 : 1, height, em);
        if (sign == "∮") add_circle(box, {box.width / 2, 0}, em * 0.22F, em * 0.07F);
    }
    return box;
}

InkBox math_root(float height, float em) {
    InkBox box;
    box.width = em * 0.56F;
    box.below = height;
    // The beginning keeps near the foot of a high sign.
    const float shoulder = std::max(height * 0.5F, height - em * 0.7F);
    MathPath(box, {0, 0}, {1, 1}, em * 0.075F)
        .begin(em * 0.03F, shoulder + em * 0.08F)
        .line(em * 0.14F, shoulder)
        .line(em * 0.29F, height - em * 0.04F)
        .line(box.width, math_rule(em) / 2);
    return box;
}

InkBox math_accent(std::string_view name, float width, float em) {
    InkBox box;
    const float thickness = em * 0.07F;
    const bool wide = name.starts_with("wide") || name.starts_with("over");
    const float half = wide ? width / 2 : em * 0.2F;
    const float middle = width / 2;
    float height = em * 0.15F;
    if (wide && name != "overline") height = em * 0.2F;
    const auto path = [&] { return MathPath(box, {middle - half, -height}, {2 * half, height}, thickness); };
    if (name == "hat" || name == "widehat") {
        path().begin(0, 1).line(0.5F, 0).line(1, 1);
    } else if (name == "check") {
        path().begin(0, 0).line(0.5F, 1).line(1, 0);
    } else if (name == "tilde" || name == "widetilde") {
        path().begin(0, 0.9F).curve({0.25F, -0.6F}, {0.6F, 1.4F}, {1, 0.1F});
    } else if (name == "bar" || name == "overline") {
        height = thickness;
        path().bar(0, 0.5F, 1, 0.5F);
    } else if (name == "vec" || name.ends_with("arrow")) {
        height = em * 0.22F;
        draw_arrow(box, {middle - half * 1.1F, -height}, {2.2F * half, height}, name == "overleftarrow", em);
    } else if (name == "dot" || name == "ddot") {
        const float apart = name == "dot" ? 0 : em * 0.13F;
        add_circle(box, {middle - apart, -em * 0.07F}, em * 0.065F, 0);
        if (apart > 0) add_circle(box, {middle + apart, -em * 0.07F}, em * 0.065F, 0);
    } else if (name == "acute") {
        path().begin(0.4F, 1).line(0.8F, 0);
    } else if (name == "grave") {
        path().begin(0.6F, 1).line(0.2F, 0);
    } else if (name == "overbrace") {
        draw_brace(box, {0, 0}, {em * 0.34F, width}, em);
        height = em * 0.34F;
        // Turned to lie on what it embraces.
        for (ImVec2& point : box.points())
            point = {point.y, point.x - height};
    }
    box.above = height;
    box.width = width;
    return box;
}

InkBox math_prime(float em) {
    InkBox box;
    box.width = em * 0.26F;
    box.above = em * 0.6F;
    box.begin_stroke(em * 0.1F);
    box.add_point({em * 0.06F, -em * 0.05F});
    box.add_point({em * 0.2F, -em * 0.55F});
    return box;
}

InkBox math_arrow(float width, bool to_left, float em) {
    InkBox box;
    const float height = em * 0.3F;
    draw_arrow(box, {0, -height / 2}, {width, height}, to_left, em);
    box.width = width;
    box.above = box.below = height / 2;
    return box;
}

}  // namespace moa::view
