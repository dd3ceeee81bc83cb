#include "view/math/math_shapes.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "ascii.hpp"
#include "tex/symbols.hpp"

namespace moa::view {
namespace {

// A shape is a list of commands as in SVG, with numbers in hundredths of its room, whose corners are 0,0 at
// the top left and 100,100 at the bottom right: M begins a stroke at a point, L goes on to points, C goes
// there in a curve by two points of control, B is an upright or level bar from corner to corner, O a circle
// and D a dot with their middle and radius (of the height).

/// W: the width in hundredths of the height; A: that of the whole sign in hundredths of that.
constexpr std::string_view operator_shapes =
    " ∑=W80M92,2L9,2,50,50,9,98,92,98 ∏=W80B6,2,94,2B17,0,17,100B83,0,83,100 "
    "∐=W80B6,98,94,98B17,0,17,100B83,0,83,100 ⋃=W80M11,0L11,60C11,113,89,113,89,60L89,0 "
    "⋂=W80M11,100L11,40C11,-13,89,-13,89,40L89,100 ⨆=W80M11,0L11,100,89,100,89,0 ⋁=W80M10,0L50,100,90,0 "
    "⋀=W80M10,100L50,0,90,100 ⨁=W100O50,50,46B4,50,96,50B50,4,50,96 "
    "⨂=W100O50,50,46M18,18L82,82M82,18L18,82 ⨀=W100O50,50,46D50,50,8 "
    "∫=W36M98,9C92,-3,68,-3,61,20,55,38,45,62,39,80,32,103,8,103,2,91 "
    "∮=W36M98,9C92,-3,68,-3,61,20,55,38,45,62,39,80,32,103,8,103,2,91O50,50,10 "
    "∬=W36M98,9C92,-3,68,-3,61,20,55,38,45,62,39,80,32,103,8,103,2,91"
    "M154,9C148,-3,124,-3,117,20,111,38,101,62,95,80,88,103,64,103,58,91A156 "
    "∭=W36M98,9C92,-3,68,-3,61,20,55,38,45,62,39,80,32,103,8,103,2,91"
    "M154,9C148,-3,124,-3,117,20,111,38,101,62,95,80,88,103,64,103,58,91"
    "M210,9C204,-3,180,-3,173,20,167,38,157,62,151,80,144,103,120,103,114,91A212 ";

/// W: the width in hundredths of the letters' size; H: what it grows by, in hundredths of the height.
constexpr std::string_view fence_shapes =
    " (=W20H4M100,0C-33,30,-33,70,100,100 )=W20H4M0,0C133,30,133,70,0,100 ⟨=W15H6M100,0L0,50,100,100 "
    "⟩=W15H6M0,0L100,50,0,100 |=W6B50,0,50,100 ‖=W20B0,0,0,100B100,0,100,100 /=H40M100,0L0,100 "
    "[=W20B0,0,0,100B0,0,100,0B0,100,100,100 ]=W20B100,0,100,100B0,0,100,0B0,100,100,100 "
    "⌊=W20B0,0,0,100B0,100,100,100 ⌋=W20B100,0,100,100B0,100,100,100 ⌈=W20B0,0,0,100B0,0,100,0 "
    "⌉=W20B100,0,100,100B0,0,100,0 ";

/// H: the height in hundredths of the letters' size.
constexpr std::string_view accent_shapes =
    " hat=H15M0,100L50,0,100,100 widehat=H20M0,100L50,0,100,100 check=H15M0,0L50,100,100,0 "
    "tilde=H15M0,90C25,-60,60,140,100,10 widetilde=H20M0,90C25,-60,60,140,100,10 bar=H7B0,50,100,50 "
    "overline=H7B0,50,100,50 dot=H14D50,50,46 ddot=H14D18,50,46D82,50,46 acute=H15M40,100L80,0 "
    "grave=H15M60,100L20,0 ";

/// Adds strokes in a room.
class ShapePen {
  public:
    ShapePen(InkBox& ink, ImVec2 from, ImVec2 size, float thickness)
        : ink_(ink), from_(from), size_(size), thickness_(thickness) {}

    void begin(float x, float y) {
        ink_.begin_stroke(thickness_);
        line(x, y);
    }
    void line(float x, float y) {
        last_ = {x, y};
        ink_.add_point({from_.x + x * size_.x, from_.y + y * size_.y});
    }
    void curve(ImVec2 first, ImVec2 second, ImVec2 end) {
        constexpr int steps = 10;
        const ImVec2 start = last_;
        for (int i = 1; i <= steps; ++i) {
            const float t = static_cast<float>(i) / steps;
            const float s = 1 - t;
            const auto at = [&](float a, float b, float c, float d) {
                return s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d;
            };
            line(at(start.x, first.x, second.x, end.x), at(start.y, first.y, second.y, end.y));
        }
    }
    void bar(ImVec2 a, ImVec2 b) {
        const float half = thickness_ / 2;
        const float across = a.x == b.x ? half : 0;
        ink_.add_rule({from_.x + a.x * size_.x - across, from_.y + a.y * size_.y - half + across},
                      {from_.x + b.x * size_.x + across, from_.y + b.y * size_.y + half - across});
    }
    void circle(ImVec2 middle, float radius, bool filled) {
        ink_.begin_stroke(filled ? 0 : thickness_);
        // One corner more than the round closes a line.
        constexpr int corners = 24;
        for (int i = filled ? 1 : 0; i <= corners; ++i) {
            const float angle = 2 * std::numbers::pi_v<float> * static_cast<float>(i) / corners;
            ink_.add_point({from_.x + middle.x * size_.x + radius * size_.y * std::cos(angle),
                            from_.y + (middle.y + radius * std::sin(angle)) * size_.y});
        }
    }

  private:
    InkBox& ink_;
    ImVec2 from_;
    ImVec2 size_;
    float thickness_;
    ImVec2 last_;
};

/// Reads a shape.
class Shape {
  public:
    explicit Shape(std::string_view shape) : left_(shape) {}

    /// The number behind a letter that stands at this place of the shape; else `otherwise`.
    float take(char letter, float otherwise) {
        if (left_.empty() || left_.front() != letter) return otherwise;
        left_.remove_prefix(1);
        return number();
    }

    /// Draws up to a letter that is no command.
    void draw(ShapePen pen) {
        char command = ' ';
        while (!left_.empty()) {
            if (left_.front() != ',') {
                if (left_.front() == 'A') return;
                command = left_.front();
                left_.remove_prefix(1);
            }
            const ImVec2 first = point();
            if (command == 'M') {
                pen.begin(first.x, first.y);
            } else if (command == 'L') {
                pen.line(first.x, first.y);
            } else if (command == 'C') {
                const ImVec2 second = point();
                pen.curve(first, second, point());
            } else if (command == 'B') {
                pen.bar(first, point());
            } else {
                pen.circle(first, number(), command == 'D');
            }
        }
    }

  private:
    ImVec2 point() {
        const float x = number();
        return {x, number()};
    }
    float number() {
        float sign = 0.01F;
        int value = 0;
        while (!left_.empty() && (left_.front() == ',' || left_.front() == '-')) {
            if (left_.front() == '-') sign = -sign;
            left_.remove_prefix(1);
        }
        while (!left_.empty() && is_digit(left_.front())) {
            value = value * 10 + (left_.front() - '0');
            left_.remove_prefix(1);
        }
        return static_cast<float>(value) * sign;
    }

    std::string_view left_;
};

float stroke_of(float em) {
    return em * 0.08F;
}

/// The box of what has been added from the point `first` on.
MathBox box_of(InkBox& ink, std::size_t first, float width, float above, float below) {
    return {width, above, below, first, ink.points().size()};
}

/// A brace around what is at its right; its hooks keep their size.
void draw_brace(InkBox& ink, ImVec2 from, ImVec2 size, float em) {
    const float hook = std::min(0.24F, em * 0.5F / size.y);
    ShapePen pen(ink, from, size, stroke_of(em));
    // Two strokes: lines end in spikes where they turn back.
    for (const float end : {0.0F, 1.0F}) {
        const float down = end == 0 ? hook : -hook;
        pen.begin(1, end);
        pen.curve({0.6F, end}, {0.5F, end + down * 0.3F}, {0.5F, end + down});
        pen.line(0.5F, 0.5F - down);
        pen.curve({0.5F, 0.5F - down * 0.3F}, {0.35F, 0.5F}, {0, 0.5F});
    }
}

/// An arrow along the middle of a room, as high as its head.
void draw_arrow(InkBox& ink, ImVec2 from, ImVec2 size, bool to_left, float em) {
    const float head = em * 0.2F / size.x;
    const float behind = to_left ? head : 1 - head;
    ShapePen pen(ink, from, size, em * 0.07F);
    pen.bar({0.02F, 0.5F}, {0.98F, 0.5F});
    pen.begin(behind, 0);
    pen.line(to_left ? 0.0F : 1.0F, 0.5F);
    pen.line(behind, 1);
}

}  // namespace

float math_rule(float em) {
    return em * 0.06F;
}

MathBox math_fence(InkBox& ink, std::string_view bracket, float height, float em) {
    const std::size_t first = ink.points().size();
    const float side = em * 0.1F;
    float width = em * 0.42F;
    if (bracket == ".") {
        width = -side;
    } else if (bracket == "{") {
        draw_brace(ink, {side, -height / 2}, {width, height}, em);
    } else if (bracket == "}") {
        draw_brace(ink, {side + width, -height / 2}, {-width, height}, em);
    } else {
        Shape shape(tex::table_value(fence_shapes, bracket));
        const float fixed = em * shape.take('W', 0);
        width = fixed + height * shape.take('H', 0);
        if (fixed > 0) width = std::min(width, em * 0.45F);
        shape.draw({ink, {side, -height / 2}, {width, height}, stroke_of(em)});
    }
    return box_of(ink, first, width + 2 * side, height / 2, height / 2);
}

MathBox math_operator(InkBox& ink, std::string_view sign, float height, float em) {
    const std::size_t first = ink.points().size();
    Shape shape(tex::table_value(operator_shapes, sign));
    const float width = height * shape.take('W', 1);
    shape.draw({ink, {0, -height / 2}, {width, height}, em * 0.09F});
    return box_of(ink, first, width * shape.take('A', 1), height / 2, height / 2);
}

MathBox math_root(InkBox& ink, float height, float em) {
    const std::size_t first = ink.points().size();
    const float width = em * 0.56F;
    // The beginning keeps near the foot of a high sign.
    const float shoulder = std::max(height * 0.5F, height - em * 0.7F);
    ShapePen pen(ink, {0, 0}, {1, 1}, em * 0.075F);
    pen.begin(em * 0.03F, shoulder + em * 0.08F);
    pen.line(em * 0.14F, shoulder);
    pen.line(em * 0.29F, height - em * 0.04F);
    pen.line(width, math_rule(em) / 2);
    return box_of(ink, first, width, 0, height);
}

MathBox math_accent(InkBox& ink, std::string_view name, float width, float em) {
    const std::size_t first = ink.points().size();
    float height = em * 0.34F;
    if (name == "overbrace") {
        draw_brace(ink, {0, 0}, {height, width}, em);
        // Turned to lie on what it embraces.
        for (ImVec2& point : ink.points().subspan(first))
            point = {point.y, point.x - height};
        return box_of(ink, first, width, height, 0);
    }
    const bool wide = name.starts_with("wide") || name.starts_with("over");
    const float half = wide ? width / 2 : em * 0.2F;
    if (name == "vec" || name.ends_with("arrow")) {
        height = em * 0.22F;
        draw_arrow(ink, {width / 2 - half * 1.1F, -height}, {2.2F * half, height}, name == "overleftarrow",
                   em);
    } else {
        Shape shape(tex::table_value(accent_shapes, name));
        height = em * shape.take('H', 0);
        shape.draw({ink, {width / 2 - half, -height}, {2 * half, height}, em * 0.07F});
    }
    return box_of(ink, first, width, height, 0);
}

MathBox math_prime(InkBox& ink, float em) {
    const std::size_t first = ink.points().size();
    ShapePen pen(ink, {0, 0}, {em, em}, em * 0.1F);
    pen.begin(0.06F, -0.05F);
    pen.line(0.2F, -0.55F);
    return box_of(ink, first, em * 0.26F, em * 0.6F, 0);
}

MathBox math_arrow(InkBox& ink, float width, bool to_left, float em) {
    const std::size_t first = ink.points().size();
    const float height = em * 0.3F;
    draw_arrow(ink, {0, -height / 2}, {width, height}, to_left, em);
    return box_of(ink, first, width, height / 2, height / 2);
}

}  // namespace moa::view
